using System.Numerics.Tensors;

namespace TypedRtx.Core.Tests.Tensors;

public sealed class TensorViewTests
{
    [Fact]
    public void View_of_flat_data_with_a_shape_reads_row_major()
    {
        float[] data = [.. Enumerable.Range(0, 24).Select(i => (float)i)];
        TensorView<float> view = new(data, [2, 3, 4]);
        Assert.Equal(3, view.Rank);
        Assert.Equal(24, view.Length);
        Assert.Equal(23f, view[1, 2, 3]);
        Assert.Equal(13f, view.Row(1)[0, 1]);
        Assert.Equal(data, view.ToArray());
    }

    [Fact]
    public void View_of_a_transposed_tensor_packs()
    {
        Tensor<float> tensor = Tensor.Create([1f, 2, 3, 4, 5, 6], [2, 3]);
        TensorView<float> view = Tensor.PermuteDimensions<float>(tensor, [1, 0]);
        Assert.Equal([1f, 4, 2, 5, 3, 6], view.ToArray());
    }
}
