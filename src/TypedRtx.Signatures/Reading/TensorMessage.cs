namespace TypedRtx.Signatures;

/// <summary>Reads <c>TensorProto</c> without its payload.</summary>
internal static class TensorMessage
{
    /// <summary>Checks the tensor, notes its external file and gives its name.</summary>
    /// <param name="tensor">The message.</param>
    /// <param name="state">Where names are counted and files are collected.</param>
    /// <param name="isNamed">Whether a tensor at this place must have a name.</param>
    public static string Read(WireScope tensor, OnnxReadState state, bool isNamed)
    {
        TensorContents contents = new();
        while (tensor.MoveNext())
        {
            switch (tensor.Field)
            {
                case 1:
                    tensor.AppendInt64(contents.Lengths, OnnxLimits.Rank);
                    break;
                case 2:
                    contents.ElementNumber = tensor.Int64();
                    break;
                case 4 or 5 or 6 or 7 or 10 or 11:
                    AddTyped(contents, tensor);
                    break;
                case 8:
                    contents.Name = state.KeptName(tensor);
                    break;
                case 9:
                    contents.RawLength = tensor.PayloadLength;
                    break;
                case 13:
                    contents.External.Add(tensor.Enter("TensorProto.external_data"));
                    break;
                case 14:
                    contents.IsExternal = tensor.Int64() == 1;
                    break;
            }
        }

        if (isNamed && contents.Name.Length == 0)
        {
            throw tensor.Invalid("an initializer has no name.");
        }

        TensorRules.Check(contents, tensor);
        if (contents.IsExternal)
        {
            state.AddExternalFile(contents.External.Location, contents.ExternalEnd, contents.Title);
        }

        return contents.Name;
    }

    private static void AddTyped(TensorContents contents, in WireScope tensor)
    {
        bool isPacked = tensor.Type == WireType.Bytes && tensor.Field != 6;
        if (isPacked && tensor.PayloadLength == 0)
        {
            return;
        }

        if (contents.TypedField != 0 && contents.TypedField != tensor.Field)
        {
            throw tensor.Invalid(
                $"a tensor holds data in field {contents.TypedField} and in field {tensor.Field}; one was expected.");
        }

        contents.TypedField = tensor.Field;
        if (isPacked)
        {
            contents.PackedLength += tensor.PayloadLength;
        }
        else
        {
            contents.SingleValues++;
        }
    }
}
