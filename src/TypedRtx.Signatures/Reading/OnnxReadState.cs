namespace TypedRtx.Signatures;

/// <summary>What is counted and collected across a whole file, however deep it stands.</summary>
internal sealed class OnnxReadState
{
    private readonly HashSet<string> _knownFiles = new(StringComparer.Ordinal);
    private readonly List<string> _files = [];
    private int _nodes;
    private long _nameLength;

    /// <summary>The external data files, each once, in file order.</summary>
    public EquatableArray<string> ExternalFiles => _files.ToEquatableArray();

    public void AddExternalFile(string location)
    {
        if (_knownFiles.Add(location))
        {
            _files.Add(location);
        }
    }

    public void CountNode(in WireScope scope)
    {
        if (++_nodes > OnnxLimits.Nodes)
        {
            throw scope.Limit("the model has more nodes than", OnnxLimits.Nodes);
        }
    }

    /// <summary>Reads a name that is kept, within the limit on all of them together.</summary>
    public string KeptName(in WireScope scope)
    {
        _nameLength += scope.PayloadLength;
        return _nameLength > OnnxLimits.NameLengthTotal
            ? throw scope.Limit("the names of the model take more bytes than", OnnxLimits.NameLengthTotal)
            : scope.Name();
    }
}
