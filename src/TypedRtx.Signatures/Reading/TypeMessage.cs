namespace TypedRtx.Signatures;

/// <summary>Reads <c>TypeProto</c>.</summary>
internal static class TypeMessage
{
    public static OnnxType Read(WireScope type, OnnxReadState state, int depth)
    {
        if (depth > OnnxLimits.TypeDepth)
        {
            throw type.Limit("types nest deeper than", OnnxLimits.TypeDepth);
        }

        OnnxType? result = null;
        while (type.MoveNext())
        {
            if (type.Field is not (1 or 4 or 5 or 7 or 8 or 9))
            {
                continue;
            }

            type.RequireFirst(result is null);
            result = type.Field switch
            {
                1 => Tensor(type.Enter("TypeProto.Tensor"), state),
                4 => new SequenceType(Element(type.Enter("TypeProto.Sequence"), state, depth)),
                5 => Map(type.Enter("TypeProto.Map"), state, depth),
                7 => Opaque(type.Enter("TypeProto.Opaque")),
                8 => Sparse(type.Enter("TypeProto.SparseTensor"), state),
                _ => new OptionalType(Element(type.Enter("TypeProto.Optional"), state, depth)),
            };
        }

        return result ?? throw type.Invalid("a type says nothing: neither tensor nor sequence nor map nor optional.");
    }

    private static SparseTensorType Sparse(WireScope message, OnnxReadState state)
    {
        TensorType tensor = Tensor(message, state);
        return new SparseTensorType(tensor.Element, tensor.Shape);
    }

    private static TensorType Tensor(WireScope tensor, OnnxReadState state)
    {
        long element = 0;
        EquatableArray<Dimension>? shape = null;
        while (tensor.MoveNext())
        {
            switch (tensor.Field)
            {
                case 1:
                    element = tensor.Int64();
                    break;
                case 2:
                    tensor.RequireFirst(shape is null);
                    shape = ShapeMessage.Read(tensor.Enter("TensorShapeProto"), state);
                    break;
            }
        }

        ElementType type = ElementNumber.Read(element, tensor);
        ShapeMessage.CheckSize(shape, type, tensor);
        return new TensorType(type, shape);
    }

    private static OnnxType Element(WireScope container, OnnxReadState state, int depth)
    {
        OnnxType? element = null;
        while (container.MoveNext())
        {
            if (container.Field == 1)
            {
                container.RequireFirst(element is null);
                element = Read(container.Enter("TypeProto"), state, depth + 1);
            }
        }

        return element ?? throw container.Invalid("the type of the elements is missing.");
    }

    private static MapType Map(WireScope map, OnnxReadState state, int depth)
    {
        long key = 0;
        OnnxType? value = null;
        while (map.MoveNext())
        {
            switch (map.Field)
            {
                case 1:
                    key = map.Int64();
                    break;
                case 2:
                    map.RequireFirst(value is null);
                    value = Read(map.Enter("TypeProto"), state, depth + 1);
                    break;
            }
        }

        ElementType keyType = ElementNumber.Read(key, map);
        if (!MapType.IsKey(keyType))
        {
            throw map.Invalid($"{ElementTypes.NameOf(keyType)} cannot be the key of a map; integers and strings can.");
        }

        return new MapType(keyType, value ?? throw map.Invalid("the type of a map's values is missing."));
    }

    private static OpaqueType Opaque(WireScope opaque)
    {
        string domain = "";
        string name = "";
        while (opaque.MoveNext())
        {
            switch (opaque.Field)
            {
                case 1:
                    domain = opaque.Name();
                    break;
                case 2:
                    name = opaque.Name();
                    break;
            }
        }

        return new OpaqueType(domain, name);
    }
}
