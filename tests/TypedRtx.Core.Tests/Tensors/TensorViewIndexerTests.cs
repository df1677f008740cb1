namespace TypedRtx.Core.Tests.Tensors;

public sealed class TensorViewIndexerTests
{
    [Theory]
    [MemberData(nameof(TensorData.Shapes), MemberType = typeof(TensorData))]
    public void Indexer_of_every_rank_finds_its_element(int[] shape)
    {
        TensorView<int> view = new(TensorData.Count(TensorData.Length(shape)), new TensorShape(shape));
        int expected = 0;
        foreach (int[] position in TensorData.Positions(shape))
        {
            Assert.Equal(expected++, At(view, position));
            Assert.Equal(expected - 1, view[new ReadOnlySpan<int>(position)]);
        }
    }

    [Theory]
    [MemberData(nameof(TensorData.Shapes), MemberType = typeof(TensorData))]
    public void Indexer_of_every_rank_follows_strides(int[] shape)
    {
        // The axes in reverse order: element [i, j, k] lies where a tensor of the reversed shape holds [k, j, i].
        int[] strides = [.. TensorData.RowMajor([.. Enumerable.Reverse(shape)]).Reverse()];
        int[] offsets = TensorData.Offsets(shape, strides);
        TensorView<int> view = new(TensorData.Count(TensorData.Length(shape)), new TensorShape(shape), strides);
        int next = 0;
        foreach (int[] position in TensorData.Positions(shape))
        {
            Assert.Equal(offsets[next], At(view, position));
            Assert.Equal(offsets[next++], view[new ReadOnlySpan<int>(position)]);
        }
    }

    [Theory]
    [InlineData(1, 5, 0, 1)]
    [InlineData(1, 0, 28, 2)]
    [InlineData(1, 0, -1, 2)]
    [InlineData(-2, 9, 0, 0)]
    public void Index_outside_its_axis_is_an_error_that_names_index_axis_and_shape(int i, int j, int k, int axis)
    {
        int[] position = [i, j, k];
        int[] shape = [4, 5, 28];
        foreach (int rank in new[] { 3, 4, 5, 9 })
        {
            int[] padded = [.. shape, .. Enumerable.Repeat(1, rank - 3)];
            int[] indexes = [.. position, .. new int[rank - 3]];
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            {
                TensorView<int> view = new(new int[4 * 5 * 28], new TensorShape(padded));
                At(view, indexes);
            });
            Assert.StartsWith(
                $"Index {position[axis]} is not inside axis {axis} of length {shape[axis]} of the shape [{string.Join(", ", padded)}].",
                error.Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Wrong_number_of_indexes_is_an_error_that_names_both_ranks(int count)
    {
        int[] shape = count == 2 ? [10] : [4, 10];
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
        {
            TensorView<int> view = new(new int[TensorData.Length(shape)], new TensorShape(shape));
            At(view, new int[count]);
        });
        Assert.StartsWith(
            $"A tensor of shape [{string.Join(", ", shape)}] takes {shape.Length} indexes, but {count} were given.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Element_of_a_view_that_is_not_supplied_is_an_error()
    {
        Assert.Contains("none was supplied", Assert.Throws<InvalidOperationException>(() => default(TensorView<int>)[0]).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => default(TensorView<int>)[ReadOnlySpan<int>.Empty]);
    }

    private static int At(TensorView<int> view, int[] i) => i.Length switch
    {
        1 => view[i[0]],
        2 => view[i[0], i[1]],
        3 => view[i[0], i[1], i[2]],
        4 => view[i[0], i[1], i[2], i[3]],
        5 => view[i[0], i[1], i[2], i[3], i[4]],
        6 => view[i[0], i[1], i[2], i[3], i[4], i[5]],
        7 => view[i[0], i[1], i[2], i[3], i[4], i[5], i[6]],
        8 => view[i[0], i[1], i[2], i[3], i[4], i[5], i[6], i[7]],
        9 => view[i[0], i[1], i[2], i[3], i[4], i[5], i[6], i[7], i[8]],
        _ => view[i.AsSpan()],
    };
}
