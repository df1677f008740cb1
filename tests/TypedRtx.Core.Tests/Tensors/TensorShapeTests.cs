namespace TypedRtx.Core.Tests.Tensors;

public sealed class TensorShapeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(12)]
    public void Shape_of_any_rank_keeps_its_lengths(int rank)
    {
        int[] lengths = [.. Enumerable.Range(1, rank)];
        TensorShape shape = new(lengths);
        Assert.Equal(rank, shape.Rank);
        Assert.True(shape.IsSupplied);
        Assert.Equal(lengths, shape.Dimensions.ToArray());
        Assert.Equal(lengths.Aggregate(1L, (product, length) => product * length), shape.Length);
        Assert.Equal($"[{string.Join(", ", lengths)}]", shape.ToString());
    }

    [Fact]
    public void Default_shape_is_not_supplied_and_not_the_scalar()
    {
        TensorShape none = default;
        Assert.False(none.IsSupplied);
        Assert.Equal(0, none.Rank);
        Assert.True(TensorShape.Scalar.IsSupplied);
        Assert.Equal(1, TensorShape.Scalar.Length);
        Assert.NotEqual(TensorShape.Scalar, none);
    }

    [Fact]
    public void Shapes_are_equal_when_their_lengths_are()
    {
        TensorShape left = [2, 3, 4, 5, 6, 7, 8, 9, 10];
        TensorShape right = new(2, 3, 4, 5, 6, 7, 8, 9, 10);
        Assert.True(left == right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.True(new TensorShape(2, 3) != new TensorShape(3, 2));
        Assert.True(new TensorShape(2, 1) != new TensorShape(2));
    }

    [Fact]
    public void Length_of_a_shape_with_an_empty_axis_is_zero_however_long_the_others()
    {
        Assert.Equal(0, new TensorShape(int.MaxValue, int.MaxValue, int.MaxValue, 0).Length);
        Assert.Equal(0, new TensorShape(0, int.MaxValue, int.MaxValue, int.MaxValue).Length);
    }

    [Fact]
    public void Length_that_leaves_64_bits_is_an_error()
    {
        TensorShape shape = new(int.MaxValue, int.MaxValue, int.MaxValue);
        Assert.Throws<OverflowException>(() => shape.Length);
        Assert.Equal((long)int.MaxValue * int.MaxValue, new TensorShape(int.MaxValue, int.MaxValue).Length);
    }

    [Fact]
    public void Negative_length_is_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorShape(2, -1));

    [Fact]
    public void Enumerating_a_shape_gives_its_lengths()
    {
        List<int> lengths = [];
        TensorShape shape = [4, 1, 28];
        foreach (int length in shape)
        {
            lengths.Add(length);
        }

        Assert.Equal([4, 1, 28], lengths);
        Assert.Equal(28, shape[2]);
    }
}
