using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx.Tests;

public sealed class RtxShapesTests
{
    [Fact]
    public void Shape_of_the_library_becomes_ours()
    {
        TensorShape shape = RtxShapes.Narrow("y", RtxDims.From([2, 0, 7]));

        Assert.Equal([2, 0, 7], shape.Dimensions);
    }

    [Fact]
    public void Scalar_stays_a_scalar() => Assert.Equal(TensorShape.Scalar, RtxShapes.Narrow("y", RtxDims.From([])));

    [Fact]
    public void Unknown_shape_names_the_output()
    {
        InferenceException error = Assert.Throws<InferenceException>(() => RtxShapes.Narrow("y", new RtxDims { Rank = -1 }));

        Assert.Contains("'y'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue + 1L)]
    public void Axis_that_CSharp_does_not_have_is_named(long length)
    {
        RtxDims dims = RtxDims.From([1, 1]);
        dims.Values[1] = length;

        InferenceException error = Assert.Throws<InferenceException>(() => RtxShapes.Narrow("y", dims));

        Assert.StartsWith("Axis 1 of the output 'y' has ", error.Message, StringComparison.Ordinal);
    }
}
