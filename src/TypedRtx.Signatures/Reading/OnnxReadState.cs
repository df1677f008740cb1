namespace TypedRtx.Signatures;

/// <summary>What is counted and collected across a whole file, however deep it stands.</summary>
internal sealed class OnnxReadState
{
    private readonly Dictionary<string, int> _knownFiles = new(StringComparer.Ordinal);
    private readonly List<ExternalDataFile> _files = [];
    private readonly Dictionary<string, Dimension> _dimensions = new(StringComparer.Ordinal);
    private int _nodes;
    private int _axes;
    private long _nameLength;
    private long _arithmeticLength;

    /// <summary>The external data files, each once, in file order.</summary>
    public EquatableArray<ExternalDataFile> ExternalFiles => _files.ToEquatableArray();

    /// <summary>Notes that a tensor lies in a file, up to a byte of it.</summary>
    public void AddExternalFile(string location, long end, string tensor)
    {
        if (!_knownFiles.TryGetValue(location, out int index))
        {
            _knownFiles.Add(location, _files.Count);
            _files.Add(new ExternalDataFile(location, end, tensor));
        }
        else if (_files[index].Length < end)
        {
            _files[index] = new ExternalDataFile(location, end, tensor);
        }
    }

    public void CountNode(in WireScope scope)
    {
        if (++_nodes > OnnxLimits.Nodes)
        {
            throw scope.Limit("the model has more nodes than", OnnxLimits.Nodes);
        }
    }

    public void CountAxis(in WireScope scope)
    {
        if (++_axes > OnnxLimits.AxesTotal)
        {
            throw scope.Limit("the inputs and outputs have more axes than", OnnxLimits.AxesTotal);
        }
    }

    /// <summary>Reads a <c>dim_param</c>; each text is parsed once.</summary>
    public Dimension DimParam(in WireScope scope)
    {
        string text = KeptName(scope);
        if (_dimensions.TryGetValue(text, out Dimension known))
        {
            return known;
        }

        // Arithmetic is put in normal form, which takes longer than reading it.
        _arithmeticLength += DimensionText.IsIdentifier(text) ? 0 : text.Length;
        if (_arithmeticLength > OnnxLimits.ArithmeticLengthTotal)
        {
            throw scope.Limit(
                "the arithmetic in symbolic lengths takes more characters than", OnnxLimits.ArithmeticLengthTotal);
        }

        Dimension dimension = Dimension.FromDimParam(text);
        _dimensions.Add(text, dimension);
        return dimension;
    }

    /// <summary>Reads a name that is kept, within the limit on all of them together.</summary>
    public string KeptName(in WireScope scope)
    {
        CountName(scope.PayloadLength, scope);
        return scope.Name();
    }

    /// <summary>Counts the length of a name that is kept.</summary>
    public void CountName(long length, in WireScope scope)
    {
        _nameLength += length;
        if (_nameLength > OnnxLimits.NameLengthTotal)
        {
            throw scope.Limit("the names of the model take more bytes than", OnnxLimits.NameLengthTotal);
        }
    }
}
