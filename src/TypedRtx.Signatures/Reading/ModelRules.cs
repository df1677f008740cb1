namespace TypedRtx.Signatures;

/// <summary>What a model must have to be one.</summary>
internal static class ModelRules
{
    public static void CheckVersion(long irVersion, GraphContents? graph, in WireScope model)
    {
        if (graph is null)
        {
            throw model.Invalid(
                "the model has no graph. If this is a model at all, it was cut off; copy or download it again.");
        }

        if (irVersion is < 1 or > OnnxLimits.IrVersion)
        {
            throw model.Invalid(
                $"IR version {DimensionExpression.Number(irVersion)} does not exist (1 to 14 were known when this was "
                + "written). Export the model again.");
        }
    }
}
