namespace TypedRtx.Signatures;

/// <summary>Tells the inputs a caller gives from the initializers that files list as inputs, too.</summary>
internal static class InputRules
{
    /// <summary>The first IR version in which an initializer of an input's name is a default, not a constant.</summary>
    private const long DefaultsSince = 4;

    public static EquatableArray<ValueSignature> Inputs(GraphContents graph, long irVersion, in WireScope model)
    {
        List<ValueSignature> inputs = [];
        foreach (ValueSignature input in graph.Inputs)
        {
            bool hasValue = graph.Initializers.Contains(input.Name);
            if (!hasValue || irVersion >= DefaultsSince)
            {
                inputs.Add(input with { IsOptional = hasValue });
            }
        }

        return inputs.Count + graph.Outputs.Count > OnnxLimits.Values
            ? throw model.Limit("the model has more inputs and outputs than", OnnxLimits.Values)
            : inputs.ToEquatableArray();
    }
}
