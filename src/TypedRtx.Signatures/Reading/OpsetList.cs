namespace TypedRtx.Signatures;

/// <summary>Collects <c>OperatorSetIdProto</c> messages.</summary>
internal sealed class OpsetList
{
    private readonly List<OpsetImport> _opsets = [];
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);

    public void Add(WireScope opset)
    {
        string domain = "";
        long version = 0;
        while (opset.MoveNext())
        {
            switch (opset.Field)
            {
                case 1:
                    domain = opset.Name();
                    break;
                case 2:
                    version = opset.Int64();
                    break;
            }
        }

        // "ai.onnx" is the long name of "".
        string known = domain == "ai.onnx" ? "" : domain;
        if (version < 1 || (known.Length == 0 && version > OnnxLimits.OpsetVersion))
        {
            throw opset.Invalid(
                $"version {DimensionExpression.Number(version)} of operator set {SignatureText.Quote(domain)} does not "
                + "exist.");
        }

        if (_versions.TryGetValue(known, out long other))
        {
            if (other != version)
            {
                throw opset.Invalid(
                    $"operator set {SignatureText.Quote(domain)} is imported as version "
                    + $"{DimensionExpression.Number(other)} and as version {DimensionExpression.Number(version)}.");
            }

            return;
        }

        if (_opsets.Count == OnnxLimits.Opsets)
        {
            throw opset.Limit("the model imports more operator sets than", OnnxLimits.Opsets);
        }

        _versions.Add(known, version);
        _opsets.Add(new OpsetImport(domain, version));
    }

    public EquatableArray<OpsetImport> ToOpsets(in WireScope model) => _opsets.Count > 0
        ? _opsets.ToEquatableArray()
        : throw model.Invalid(
            "the model imports no operator set, so nothing says what its operators mean. If it was cut off, copy or "
            + "download it again.");
}
