using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Models that the double computes.</summary>
internal static class DoubleModels
{
    /// <summary>z = x + y, float32 [batch, 3].</summary>
    public static OnnxModelBuilder Sum() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "batch", 3)
        .Input("y", ElementType.Float32, "batch", 3)
        .Output("z", ElementType.Float32, "batch", 3)
        .Node("Add", ["x", "y"], ["z"]);

    /// <summary>The places of x, float32 [n], that are not zero: int64 [1, found].</summary>
    public static OnnxModelBuilder Places() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "n")
        .Output("places", ElementType.Int64, 1, "found")
        .Node("NonZero", ["x"], ["places"]);

    /// <summary>x, float32 [rows, 1], spread to the shape that the values of shape, int64 [2], give.</summary>
    public static OnnxModelBuilder Spread() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "rows", 1)
        .Input("shape", ElementType.Int64, 2)
        .Output("z", ElementType.Float32, "rows", "columns")
        .Node("Expand", ["x", "shape"], ["z"]);

    /// <summary>1 to 4 of a symbol, best at 2.</summary>
    public static SymbolRange UpTo4(string symbol) => new(symbol, 1, 2, 4);
}
