using Google.Protobuf;
using TypedRtx.TestKit.Onnx;
using AttributeType = TypedRtx.TestKit.Onnx.AttributeProto.Types.AttributeType;

namespace TypedRtx.TestKit;

/// <summary>Makes node attributes, one method per attribute type.</summary>
public static class OnnxAttributes
{
    /// <summary>A 32-bit float.</summary>
    public static AttributeProto Float(string name, float value) =>
        new() { Name = name, Type = AttributeType.Float, F = value };

    /// <summary>A 64-bit integer.</summary>
    public static AttributeProto Int(string name, long value) =>
        new() { Name = name, Type = AttributeType.Int, I = value };

    /// <summary>A UTF-8 string.</summary>
    public static AttributeProto String(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    /// <summary>A tensor, for example the value of a <c>Constant</c>.</summary>
    public static AttributeProto Tensor(string name, TensorProto value) =>
        new() { Name = name, Type = AttributeType.Tensor, T = value };

    /// <summary>A subgraph, for example a branch of <c>If</c>.</summary>
    public static AttributeProto Graph(string name, GraphProto value) =>
        new() { Name = name, Type = AttributeType.Graph, G = value };

    /// <summary>A type, for example that of <c>Optional</c>.</summary>
    public static AttributeProto Type(string name, TypeProto value) =>
        new() { Name = name, Type = AttributeType.TypeProto, Tp = value };

    /// <summary>A list of 32-bit floats.</summary>
    public static AttributeProto Floats(string name, params float[] values) =>
        new() { Name = name, Type = AttributeType.Floats, Floats = { values } };

    /// <summary>A list of 64-bit integers.</summary>
    public static AttributeProto Ints(string name, params long[] values) =>
        new() { Name = name, Type = AttributeType.Ints, Ints = { values } };

    /// <summary>A list of UTF-8 strings.</summary>
    public static AttributeProto Strings(string name, params string[] values) =>
        new() { Name = name, Type = AttributeType.Strings, Strings = { values.Select(ByteString.CopyFromUtf8) } };

    /// <summary>Inside a function: the attribute that the caller gave.</summary>
    public static AttributeProto Reference(string name, string callerName, AttributeType type) =>
        new() { Name = name, RefAttrName = callerName, Type = type };
}
