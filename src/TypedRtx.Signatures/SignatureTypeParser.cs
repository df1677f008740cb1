namespace TypedRtx.Signatures;

/// <summary>Reads types as <see cref="OnnxType"/> writes them.</summary>
internal static class SignatureTypeParser
{
    public static OnnxType Parse(ref SignatureLine line) => Parse(ref line, depth: 1);

    /// <summary>Reads the lengths of the axes in brackets.</summary>
    public static EquatableArray<Dimension> Dimensions(ref SignatureLine line)
    {
        line.Expect('[');
        List<Dimension> dimensions = [];
        if (line.TryTake("]"))
        {
            return EquatableArray<Dimension>.Empty;
        }

        do
        {
            if (dimensions.Count == OnnxLimits.Rank)
            {
                throw line.Error($"a shape has more than {OnnxLimits.Rank} axes.");
            }

            dimensions.Add(line.TryTake("?") ? Dimension.Unknown : Dimension.Of(line.Expression()));
        }
        while (line.TryTake(", "));
        line.Expect(']');
        return dimensions.ToEquatableArray();
    }

    private static OnnxType Parse(ref SignatureLine line, int depth)
    {
        if (depth > OnnxLimits.TypeDepth)
        {
            throw line.Error($"types nest deeper than {OnnxLimits.TypeDepth}.");
        }

        string word = line.Word();
        if (ElementTypes.TryParse(word, out ElementType element))
        {
            return new TensorType(element, Shape(ref line));
        }

        if (word is not ("seq" or "optional" or "map" or "sparse" or "opaque"))
        {
            throw line.Error($"expected a type such as float32[batch, 3], found '{word}'.");
        }

        line.Expect('(');
        OnnxType type = word switch
        {
            "seq" => new SequenceType(Parse(ref line, depth + 1)),
            "optional" => new OptionalType(Parse(ref line, depth + 1)),
            "map" => Map(ref line, depth),
            "sparse" => Sparse(ref line),
            _ => Opaque(ref line),
        };
        line.Expect(')');
        return type;
    }

    private static MapType Map(ref SignatureLine line, int depth)
    {
        ElementType key = Element(ref line);
        if (!MapType.IsKey(key))
        {
            throw line.Error($"{ElementTypes.NameOf(key)} cannot be the key of a map; integers and strings can.");
        }

        line.Expect(',');
        line.Expect(' ');
        return new MapType(key, Parse(ref line, depth + 1));
    }

    private static SparseTensorType Sparse(ref SignatureLine line)
    {
        ElementType element = Element(ref line);
        return new SparseTensorType(element, Shape(ref line));
    }

    private static OpaqueType Opaque(ref SignatureLine line)
    {
        string domain = line.Quoted();
        line.Expect(',');
        line.Expect(' ');
        return new OpaqueType(domain, line.Quoted());
    }

    private static ElementType Element(ref SignatureLine line)
    {
        string word = line.Word();
        return ElementTypes.TryParse(word, out ElementType element)
            ? element
            : throw line.Error($"expected an element type such as float32, found '{word}'.");
    }

    private static EquatableArray<Dimension>? Shape(ref SignatureLine line) =>
        line.TryTake("[..]") ? null : Dimensions(ref line);
}
