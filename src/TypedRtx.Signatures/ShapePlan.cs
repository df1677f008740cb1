namespace TypedRtx.Signatures;

/// <summary>
/// Which symbols of a signature are free, that is: a caller decides them, and how every other dimension follows. The
/// generator makes parameters of the free symbols, the runtime binds them; both read this plan.
/// </summary>
public sealed class ShapePlan
{
    internal ShapePlan(
        IReadOnlyList<PlannedSymbol> symbols,
        IReadOnlyList<PlannedShape?> inputs,
        IReadOnlyList<PlannedShape?> outputs,
        IReadOnlyList<PlannedRelation> relations)
    {
        Symbols = symbols;
        Inputs = inputs;
        Outputs = outputs;
        Relations = relations;
    }

    /// <summary>The free symbols, in order of first appearance among the inputs.</summary>
    public IReadOnlyList<PlannedSymbol> Symbols { get; }

    /// <summary>The shape of each input; null where it is no tensor or its rank is unknown.</summary>
    public IReadOnlyList<PlannedShape?> Inputs { get; }

    /// <summary>The shape of each output; null where it is no tensor or its rank is unknown.</summary>
    public IReadOnlyList<PlannedShape?> Outputs { get; }

    /// <summary>The symbols that follow from the free ones.</summary>
    public IReadOnlyList<PlannedRelation> Relations { get; }

    /// <summary>Plans the shapes of a signature.</summary>
    public static ShapePlan From(ModelSignature signature) => ShapePlanner.Plan(signature);
}

/// <summary>A free symbol.</summary>
/// <param name="Name">The ONNX symbol; for an axis without a name, the input's name and the axis: <c>image_axis2</c>.</param>
/// <param name="IsAnonymous">Whether the model gives the axis no name.</param>
/// <param name="Input">The index of the input where the symbol stands alone first, or appears first if it never does.</param>
/// <param name="Axis">The axis there, from 0.</param>
public sealed record PlannedSymbol(string Name, bool IsAnonymous, int Input, int Axis);

/// <summary>A symbol that follows from the free ones.</summary>
/// <param name="Symbol">The ONNX symbol.</param>
/// <param name="Value">What it equals.</param>
public sealed record PlannedRelation(string Symbol, PlannedDimension Value);

/// <summary>The dimensions of one tensor over the free symbols.</summary>
/// <param name="Dimensions">One entry per axis.</param>
public sealed record PlannedShape(EquatableArray<PlannedDimension> Dimensions)
{
    /// <summary>The number of axes.</summary>
    public int Rank => Dimensions.Count;
}
