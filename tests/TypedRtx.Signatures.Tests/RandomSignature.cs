namespace TypedRtx.Signatures.Tests;

/// <summary>Signatures with every kind of type, name and length.</summary>
internal static class RandomSignature
{
    public static ModelSignature Make(Random random) => new(
        Many(random, () => new OpsetImport(RandomText.Make(random), random.NextInt64())),
        Many(random, () => new ValueSignature(RandomText.Make(random), Type(random, 4), random.Next(3) == 0)),
        Many(random, () => new ValueSignature(RandomText.Make(random), Type(random, 4))),
        Many(random, () => new SymbolRelation(RandomText.Make(random), Expression(random))),
        Many(random, () => new InferredShape(RandomText.Make(random), Many(random, () => Length(random)))));

    private static OnnxType Type(Random random, int depth) => random.Next(depth > 0 ? 8 : 2) switch
    {
        2 => new SequenceType(Type(random, depth - 1)),
        3 => new OptionalType(Type(random, depth - 1)),
        4 => new MapType(random.Next(2) == 0 ? ElementType.String : ElementType.Int64, Type(random, depth - 1)),
        5 => new OpaqueType(RandomText.Make(random), RandomText.Make(random)),
        6 => new SparseTensorType(Element(random), Shape(random)),
        _ => new TensorType(Element(random), Shape(random)),
    };

    private static ElementType Element(Random random) => (ElementType)random.Next(1, 27);

    private static EquatableArray<Dimension>? Shape(Random random) =>
        random.Next(4) == 0 ? null : Many(random, () => Length(random));

    private static Dimension Length(Random random) => random.Next(4) switch
    {
        0 => Dimension.Unknown,
        1 => Dimension.Of(random.NextInt64()),
        2 => Dimension.Of(Expression(random)),
        _ => Dimension.FromDimParam(RandomText.Make(random)),
    };

    private static DimensionExpression Expression(Random random) =>
        DimensionExpression.TryParse(RandomExpression.Make(random, 2).Text) is { } expression && random.Next(2) == 0
            ? expression + DimensionExpression.Symbol(RandomText.Make(random))
            : DimensionExpression.Symbol(RandomText.Make(random));

    private static EquatableArray<T> Many<T>(Random random, Func<T> make) =>
        Enumerable.Range(0, random.Next(5)).Select(_ => make()).ToEquatableArray();
}
