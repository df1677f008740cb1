namespace TypedRtx.Core.Tests.Tensors;

public sealed class TensorViewTests
{
    [Theory]
    [MemberData(nameof(TensorData.Shapes), MemberType = typeof(TensorData))]
    public void View_of_flat_data_with_a_shape_is_dense_and_reads_row_major(int[] shape)
    {
        int[] data = TensorData.Count(TensorData.Length(shape));
        TensorView<int> view = new(data, new TensorShape(shape));
        Assert.True(view.IsSupplied);
        Assert.True(view.IsDense);
        Assert.Equal(shape, view.Shape.Dimensions.ToArray());
        Assert.Equal(shape.Length, view.Rank);
        Assert.Equal(data.Length, view.Length);
        Assert.Equal(data, view.Span.ToArray());
        Assert.Equal(data, view.ToArray());
        Assert.Equal(data, Enumerated(view));
        Assert.True(view.TryGetDense(out ReadOnlySpan<int> dense));
        Assert.Equal(data, dense.ToArray());
    }

    [Fact]
    public void Default_view_is_not_supplied()
    {
        TensorView<float> view = default;
        Assert.False(view.IsSupplied);
        Assert.False(view.Shape.IsSupplied);
        Assert.Equal(0, view.Length);
        Assert.True(view.Span.IsEmpty);
        Assert.Empty(view.ToArray());
        Assert.Empty(Enumerated(view));
        Assert.Equal("TensorView<Single> not supplied", view.ToString());
    }

    [Fact]
    public void Supplied_empty_view_is_supplied()
    {
        TensorView<float> view = ReadOnlySpan<float>.Empty;
        Assert.True(view.IsSupplied);
        Assert.Equal(new TensorShape(0), view.Shape);
        Assert.Equal("TensorView<Single> [0]", view.ToString());
        Assert.False(System.Runtime.CompilerServices.Unsafe.IsNullRef(in view.Reference));
    }

    [Fact]
    public void Length_that_is_not_that_of_the_shape_is_an_error_that_names_both()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
        {
            TensorView<float> view = new(new float[12], [4, 1, 28]);
        });
        Assert.StartsWith("The shape [4, 1, 28] holds 112 elements, but 12 were given.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_that_is_not_supplied_is_an_error()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
        {
            TensorView<float> view = new(new float[1], default(TensorShape));
        });
        Assert.Contains("not supplied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_too_large_to_count_is_an_error_that_names_it()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
        {
            TensorView<float> view = new(new float[12], [int.MaxValue, int.MaxValue, 2]);
        });
        Assert.Contains("[2147483647, 2147483647, 2] holds 9223372028264841218 elements", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_drops_the_first_axis()
    {
        TensorView<int> view = new(TensorData.Count(24), [2, 3, 4]);
        TensorView<int> row = view.Row(1);
        Assert.Equal(new TensorShape(3, 4), row.Shape);
        Assert.Equal([20, 21, 22, 23], row.Row(2).ToArray());
        TensorView<int> element = row.Row(2).Row(3);
        Assert.Equal(0, element.Rank);
        Assert.Equal([23], element.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Row_outside_the_first_axis_is_an_error_that_names_axis_and_shape(int index)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            TensorView<int> view = new(new int[24], [2, 3, 4]);
            view.Row(index);
        });
        Assert.StartsWith(
            $"Index {index} is not inside axis 0 of length 2 of the shape [2, 3, 4].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_of_a_scalar_or_of_nothing_is_an_error()
    {
        Assert.Contains("scalar", Assert.Throws<InvalidOperationException>(() =>
        {
            TensorView<int> view = new(new int[1], TensorShape.Scalar);
            view.Row(0);
        }).Message, StringComparison.Ordinal);
        Assert.Contains("none was supplied", Assert.Throws<InvalidOperationException>(() =>
        {
            default(TensorView<int>).Row(0);
        }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_keeps_the_rank()
    {
        TensorView<int> view = new(TensorData.Count(24), [4, 3, 2]);
        TensorView<int> rows = view.Rows(1, 2);
        Assert.Equal(new TensorShape(2, 3, 2), rows.Shape);
        Assert.Equal(TensorData.Count(24)[6..18], rows.ToArray());
        Assert.Equal(new TensorShape(0, 3, 2), view.Rows(4, 0).Shape);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            TensorView<int> view = new(new int[24], [4, 3, 2]);
            view.Rows(3, 2);
        });
    }

    [Fact]
    public void Reshape_shares_the_elements()
    {
        TensorView<int> view = TensorData.Count(24);
        Assert.Equal(new TensorShape(2, 3, 4), view.Reshape(2, 3, 4).Shape);
        Assert.Equal(new TensorShape(2, 12), view.Reshape(2, -1).Shape);
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(in view[0], in view.Reshape(4, 6)[0, 0]));
        Assert.Equal(0, new TensorView<int>(new int[1], [1, 1]).Reshape().Rank);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5, -1)]
    [InlineData(0, -1)]
    public void Reshape_to_another_number_of_elements_is_an_error(int first, int second) =>
        Assert.Throws<ArgumentException>(() =>
        {
            TensorView<int> view = new int[24];
            view.Reshape(first, second);
        });

    [Fact]
    public void CopyTo_a_short_destination_is_an_error_that_names_both_lengths()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
        {
            TensorView<int> view = new(new int[24], [4, 6]);
            view.CopyTo(new int[23]);
        });
        Assert.StartsWith(
            "The shape [4, 6] holds 24 elements, but the destination has room for 23.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strings_are_elements_too()
    {
        TensorView<string> view = new(["a", "b", "c", "d"], [2, 2]);
        Assert.Equal("c", view[1, 0]);
        Assert.Equal(["c", "d"], view.Row(1).ToArray());
        Assert.Equal("TensorView<String> [2, 2]", view.ToString());
    }

    [Fact]
    public void Collection_expression_makes_rank_1()
    {
        TensorView<float> view = [1f, 2f, 3f];
        Assert.Equal(new TensorShape(3), view.Shape);
        Assert.Equal(3f, view[^1]);
    }

    private static int[] Enumerated(TensorView<int> view)
    {
        List<int> elements = [];
        foreach (int element in view)
        {
            elements.Add(element);
        }

        return [.. elements];
    }

    private static float[] Enumerated(TensorView<float> view)
    {
        List<float> elements = [];
        foreach (float element in view)
        {
            elements.Add(element);
        }

        return [.. elements];
    }
}
