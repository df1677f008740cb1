using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>Makes ONNX types for inputs, outputs and attributes.</summary>
public static class OnnxTypes
{
    /// <summary>A dense tensor; without dimensions a scalar.</summary>
    public static TypeProto Tensor(ElementType type, params OnnxDimension[]? dimensions) => new()
    {
        TensorType = new TypeProto.Types.Tensor
        {
            ElemType = (int)type,
            Shape = OnnxDimension.ToShape(dimensions),
        },
    };

    /// <summary>A dense tensor that does not state its rank.</summary>
    public static TypeProto TensorOfUnknownRank(ElementType type) => new()
    {
        TensorType = new TypeProto.Types.Tensor { ElemType = (int)type },
    };

    /// <summary>A sparse tensor.</summary>
    public static TypeProto SparseTensor(ElementType type, params OnnxDimension[]? dimensions) => new()
    {
        SparseTensorType = new TypeProto.Types.SparseTensor
        {
            ElemType = (int)type,
            Shape = OnnxDimension.ToShape(dimensions),
        },
    };

    /// <summary>A sequence of values of one type.</summary>
    public static TypeProto Sequence(TypeProto element) => new()
    {
        SequenceType = new TypeProto.Types.Sequence { ElemType = element },
    };

    /// <summary>A map from integers or strings to values of one type.</summary>
    public static TypeProto Map(ElementType key, TypeProto value) => new()
    {
        MapType = new TypeProto.Types.Map { KeyType = (int)key, ValueType = value },
    };

    /// <summary>A value that may be absent.</summary>
    public static TypeProto Optional(TypeProto element) => new()
    {
        OptionalType = new TypeProto.Types.Optional { ElemType = element },
    };

    /// <summary>A type that only a custom operator library knows.</summary>
    public static TypeProto Opaque(string domain, string name) => new()
    {
        OpaqueType = new TypeProto.Types.Opaque { Domain = domain, Name = name },
    };
}
