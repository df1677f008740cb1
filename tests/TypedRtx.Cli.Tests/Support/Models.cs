using TypedRtx.Signatures;

namespace TypedRtx.Cli.Tests;

/// <summary>The models that the tests are about.</summary>
internal static class Models
{
    /// <summary><c>y = x + x</c> over one symbol.</summary>
    public static byte[] Rows(string symbol = "rows") => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, symbol, 4)
        .Output("y", ElementType.Float32, symbol, 4)
        .Node("Add", ["x", "x"], ["y"])
        .ToBytes();

    /// <summary>The same over three symbols.</summary>
    public static byte[] Cube() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "rows", "columns", "depth")
        .Output("y", ElementType.Float32, "rows", "columns", "depth")
        .Node("Add", ["x", "x"], ["y"])
        .ToBytes();

    /// <summary>The same, all lengths fixed.</summary>
    public static byte[] Fixed() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, 2, 4)
        .Output("y", ElementType.Float32, 2, 4)
        .Node("Add", ["x", "x"], ["y"])
        .ToBytes();

    /// <summary>A model of strings, which TensorRT for RTX does not have.</summary>
    public static byte[] Strings() => new OnnxModelBuilder()
        .Input("x", ElementType.String, 2)
        .Output("y", ElementType.String, 2)
        .Node("Identity", ["x"], ["y"])
        .ToBytes();
}
