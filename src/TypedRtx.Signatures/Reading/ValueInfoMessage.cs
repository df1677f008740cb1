namespace TypedRtx.Signatures;

/// <summary>Reads <c>ValueInfoProto</c>.</summary>
internal static class ValueInfoMessage
{
    /// <param name="value">The message.</param>
    /// <param name="state">Where names are counted.</param>
    /// <param name="what">What the value is, for messages.</param>
    public static ValueSignature Read(WireScope value, OnnxReadState state, string what)
    {
        string name = "";
        OnnxType? type = null;
        while (value.MoveNext())
        {
            switch (value.Field)
            {
                case 1:
                    name = state.KeptName(value);
                    break;
                case 2:
                    value.RequireFirst(type is null);
                    type = TypeMessage.Read(value.Enter("TypeProto"), state, depth: 1);
                    break;
            }
        }

        if (name.Length == 0)
        {
            throw value.Invalid($"an {what} of the graph has no name.");
        }

        return type is null
            ? throw value.Invalid(
                $"{what} {SignatureText.Quote(name)} has no type. Export the model again with its types, or run shape "
                + "inference on it.")
            : new ValueSignature(name, type);
    }
}
