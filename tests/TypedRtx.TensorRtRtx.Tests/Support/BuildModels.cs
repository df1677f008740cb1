using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Models of a few nodes.</summary>
internal static class BuildModels
{
    /// <summary><c>y = -x</c>, float32 [n, 4].</summary>
    public static OnnxModelBuilder Negation() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "n", 4).Output("y", ElementType.Float32, "n", 4).Node("Neg", ["x"], ["y"]);

    /// <summary>A product with a float32 matrix of the given width, of n rows.</summary>
    public static OnnxModelBuilder Product(int width = 64) => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "n", width)
        .Initializer("w", [.. Enumerable.Range(0, width * width).Select(i => i / 1000f)], width, width)
        .Output("y", ElementType.Float32, "n", width)
        .Node("MatMul", ["x", "w"], ["y"]);

    /// <summary>A sum of two inputs with a symbol each.</summary>
    public static OnnxModelBuilder Sum() => new OnnxModelBuilder()
        .Input("a", ElementType.Float32, "p", 4)
        .Input("b", ElementType.Float32, "q", 4)
        .Output("y", ElementType.Float32, "r", 4)
        .Node("Add", ["a", "b"], ["y"]);

    /// <summary>A chain of nodes that the library works through one by one.</summary>
    public static OnnxModelBuilder Chain(int nodes)
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input("t0", ElementType.Float32, 4).Output($"t{nodes}", ElementType.Float32, 4);
        for (int i = 0; i < nodes; i++)
        {
            model.Node(i % 2 == 0 ? "Sin" : "Neg", [$"t{i}"], [$"t{i + 1}"]);
        }

        return model;
    }

    /// <summary><c>y = Expand(x, shape)</c>, the shape an input of two numbers.</summary>
    public static OnnxModelBuilder Expansion() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, 1)
        .Input("shape", ElementType.Int64, 2)
        .Output("y", ElementType.Float32, "a", "b")
        .Node("Expand", ["x", "shape"], ["y"]);

    /// <summary><c>y = Reshape(x, shape)</c>, the shape an input of two numbers, x float32 [n, 6].</summary>
    public static OnnxModelBuilder Reshaping() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "n", 6)
        .Input("shape", ElementType.Int64, 2)
        .Output("y", ElementType.Float32, "a", "b")
        .Node("Reshape", ["x", "shape"], ["y"]);
}
