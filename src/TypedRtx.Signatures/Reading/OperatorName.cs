namespace TypedRtx.Signatures;

/// <summary>What a node calls: an operator, or a function of the model.</summary>
internal readonly record struct OperatorName(string Domain, string Name, string Overload)
{
    /// <inheritdoc />
    public override string ToString()
    {
        string name = Domain.Length == 0 ? Name : $"{Domain}.{Name}";
        return SignatureText.Quote(Overload.Length == 0 ? name : $"{name}:{Overload}");
    }
}
