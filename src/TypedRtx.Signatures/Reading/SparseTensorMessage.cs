namespace TypedRtx.Signatures;

/// <summary>Reads <c>SparseTensorProto</c> without its payload.</summary>
internal static class SparseTensorMessage
{
    /// <summary>Checks the two tensors inside and gives the name, which is that of the values.</summary>
    public static string Read(WireScope sparse, OnnxReadState state, bool isNamed)
    {
        string? name = null;
        bool hasIndices = false;
        List<long> lengths = [];
        while (sparse.MoveNext())
        {
            switch (sparse.Field)
            {
                case 1:
                    sparse.RequireFirst(name is null);
                    name = TensorMessage.Read(sparse.Enter("TensorProto"), state, isNamed);
                    break;
                case 2:
                    sparse.RequireFirst(!hasIndices);
                    hasIndices = true;
                    TensorMessage.Read(sparse.Enter("TensorProto"), state, isNamed: false);
                    break;
                case 3:
                    sparse.AppendInt64(lengths, OnnxLimits.Rank);
                    break;
            }
        }

        return name ?? throw sparse.Invalid("a sparse tensor has no values.");
    }
}
