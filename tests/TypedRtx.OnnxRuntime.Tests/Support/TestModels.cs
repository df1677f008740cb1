using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>Small models that several tests run.</summary>
internal static class TestModels
{
    /// <summary>x to y, unchanged, any element type and shape.</summary>
    public static OnnxModelBuilder Identity(ElementType type, params OnnxDimension[] dimensions) =>
        new OnnxModelBuilder(opset: 19, irVersion: 9)
            .Input("x", type, dimensions)
            .Output("y", type, dimensions)
            .Node("Identity", ["x"], ["y"]);

    /// <summary>a + b, elementwise, of [n].</summary>
    public static OnnxModelBuilder Add() =>
        new OnnxModelBuilder()
            .Input("a", ElementType.Float32, "n")
            .Input("b", ElementType.Float32, "n")
            .Output("y", ElementType.Float32, "n")
            .Node("Add", ["a", "b"], ["y"]);

    /// <summary>The elements of x at the indices i; indices out of range fail while running.</summary>
    public static OnnxModelBuilder Gather()
    {
        NodeProto node = OnnxNodes.Create("Gather", ["x", "i"], ["y"]);
        node.Name = "pick";
        return new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Input("i", ElementType.Int64, "m")
            .Output("y", ElementType.Float32, "m")
            .Node(node);
    }

    /// <summary>The indices of what is not zero: [rank, count], a shape that only the data decide.</summary>
    public static OnnxModelBuilder NonZero() =>
        new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Output("y", ElementType.Int64, 1, "m")
            .Node("NonZero", ["x"], ["y"]);

    /// <summary>A loop that ends when <c>go</c> is false, which it never becomes by itself.</summary>
    public static OnnxModelBuilder EndlessLoop()
    {
        GraphProto body = new() { Name = "body" };
        body.Input.Add(new ValueInfoProto { Name = "i", Type = OnnxTypes.Tensor(ElementType.Int64) });
        body.Input.Add(new ValueInfoProto { Name = "go_in", Type = OnnxTypes.Tensor(ElementType.Bool) });
        body.Input.Add(new ValueInfoProto { Name = "v_in", Type = OnnxTypes.Tensor(ElementType.Float32) });
        body.Output.Add(new ValueInfoProto { Name = "go_out", Type = OnnxTypes.Tensor(ElementType.Bool) });
        body.Output.Add(new ValueInfoProto { Name = "v_out", Type = OnnxTypes.Tensor(ElementType.Float32) });
        body.Node.Add(OnnxNodes.Create("Identity", ["go_in"], ["go_out"]));
        body.Node.Add(OnnxNodes.Create("Add", ["v_in", "v_in"], ["v_out"]));
        return new OnnxModelBuilder()
            .Input("go", ElementType.Bool)
            .Input("v", ElementType.Float32)
            .Output("y", ElementType.Float32)
            .Node("Loop", ["", "go", "v"], ["y"], OnnxAttributes.Graph("body", body));
    }
}
