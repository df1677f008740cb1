namespace TypedRtx.Signatures;

/// <summary>What a node calls: an operator, or a function of the model.</summary>
internal readonly record struct OperatorName(string Domain, string Name, string Overload)
{
    /// <summary>One spelling of a domain: <c>ai.onnx</c> is the long name of the empty one.</summary>
    public static string DomainOf(string domain) => domain == "ai.onnx" ? "" : domain;

    /// <inheritdoc />
    public override string ToString()
    {
        string name = Domain.Length == 0 ? Name : $"{Domain}.{Name}";
        return SignatureText.Quote(Overload.Length == 0 ? name : $"{name}:{Overload}");
    }
}
