using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace TypedRtx.Core.Tests.Tensors;

public sealed class TensorViewConversionTests
{
    private static readonly int[] Six = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Flat_sources_become_rank_1_in_place()
    {
        Check(Six);
        Check(Six.AsSpan());
        Check((ReadOnlySpan<int>)Six);
        Check(Six.AsMemory());
        Check((ReadOnlyMemory<int>)Six);

        static void Check(TensorView<int> view)
        {
            Assert.Equal(new TensorShape(6), view.Shape);
            Assert.True(Unsafe.AreSame(in Six[0], in view[0]));
            Assert.Equal(Six, view.ToArray());
        }
    }

    [Fact]
    public void Stackalloc_converts()
    {
        Span<int> local = stackalloc int[] { 7, 8 };
        Assert.Equal(15, Sum(local));
        Assert.Equal(3, Sum(stackalloc int[] { 1, 2 }));
        Assert.Equal(6, Sum([1, 2, 3]));

        static int Sum(scoped TensorView<int> view) => TensorPrimitives.Sum(view.Span);
    }

    [Fact]
    public void Arrays_of_more_dimensions_keep_their_lengths_in_place()
    {
        int[,] two = { { 1, 2, 3 }, { 4, 5, 6 } };
        int[,,] three = { { { 1 }, { 2 }, { 3 } }, { { 4 }, { 5 }, { 6 } } };
        int[,,,] four = { { { { 1, 2 }, { 3, 4 }, { 5, 6 } } } };
        TensorView<int> view = two;
        Assert.Equal(new TensorShape(2, 3), view.Shape);
        Assert.Equal(Six, view.ToArray());
        Assert.True(Unsafe.AreSame(in two[1, 2], in view[1, 2]));
        view = three;
        Assert.Equal(new TensorShape(2, 3, 1), view.Shape);
        Assert.True(Unsafe.AreSame(in three[1, 2, 0], in view[1, 2, 0]));
        view = four;
        Assert.Equal(new TensorShape(1, 1, 3, 2), view.Shape);
        Assert.True(Unsafe.AreSame(in four[0, 0, 2, 1], in view[0, 0, 2, 1]));
        TensorView<string> text = new[,] { { "a", "b" } };
        Assert.Equal("b", text[0, 1]);
    }

    [Fact]
    public void Null_is_not_supplied()
    {
        TensorView<int> view = (int[]?)null;
        Assert.False(view.IsSupplied);
        view = (int[,]?)null;
        Assert.False(view.IsSupplied);
        view = (int[,,]?)null;
        Assert.False(view.IsSupplied);
        view = (int[,,,]?)null;
        Assert.False(view.IsSupplied);
        view = (Tensor<int>?)null;
        Assert.False(view.IsSupplied);
        view = default(ReadOnlyTensorSpan<int>);
        Assert.False(view.IsSupplied);
        view = default(TensorSpan<int>);
        Assert.False(view.IsSupplied);
    }

    [Fact]
    public void Empty_sources_are_supplied()
    {
        Check(Array.Empty<int>());
        Check(Span<int>.Empty);
        Check(default(ReadOnlySpan<int>));
        Check(Memory<int>.Empty);
        Check(ReadOnlyMemory<int>.Empty);
        Check(new int[0, 3]);
        Check(new int[2, 0, 3]);
        Check(Tensor.CreateFromShape<int>([0, 3]));
        Check(new ReadOnlyTensorSpan<int>(Array.Empty<int>(), [2, 0]));

        static void Check(TensorView<int> view)
        {
            Assert.True(view.IsSupplied);
            Assert.True(view.IsDense);
            Assert.Equal(0, view.Length);
            Assert.False(Unsafe.IsNullRef(in view.Reference));
            Assert.Equal(view.Shape.Rank, view.AsTensorSpan().Rank);
            Assert.True(view.AsTensorSpan().IsEmpty);
        }
    }

    [Theory]
    [MemberData(nameof(TensorData.ShapesWithAxes), MemberType = typeof(TensorData))]
    public void Tensors_of_every_shape_convert_in_place_and_back(int[] shape)
    {
        int[] data = TensorData.Count(TensorData.Length(shape));
        Tensor<int> tensor = Tensor.Create(data, TensorData.Wide(shape));
        Check(tensor, shape, data);
        Check(tensor.AsTensorSpan(), shape, data);
        Check(tensor.AsReadOnlyTensorSpan(), shape, data);

        static void Check(TensorView<int> view, int[] shape, int[] data)
        {
            Assert.True(view.IsDense);
            Assert.Equal(shape, view.Shape.Dimensions.ToArray());
            Assert.Equal(data, view.Span.ToArray());
            Assert.True(data.Length == 0 || Unsafe.AreSame(in data[0], in view.Reference));
            ReadOnlyTensorSpan<int> back = view;
            Assert.Equal(TensorData.Wide(shape), back.Lengths.ToArray());
            Assert.Equal(data.Length, back.FlattenedLength);
            Assert.True(((TensorView<int>)back).IsDense);
            Tensor<int> owned = view.ToTensor();
            Assert.Equal(TensorData.Wide(shape), owned.Lengths.ToArray());
            Assert.Equal(data, ((TensorView<int>)owned).ToArray());
        }
    }

    [Fact]
    public void Scalar_becomes_a_tensor_of_one_element()
    {
        TensorView<int> scalar = new(Six.AsSpan(2, 1), TensorShape.Scalar);
        ReadOnlyTensorSpan<int> tensor = scalar;
        Assert.Equal([1], tensor.Lengths.ToArray());
        Assert.Equal(3, tensor[0]);
        Assert.Equal([1], scalar.ToTensor().Lengths.ToArray());
        Assert.Throws<InvalidOperationException>(() => default(TensorView<int>).ToTensor());
        Assert.Equal(0, default(TensorView<int>).AsTensorSpan().Rank);
    }

    [Theory]
    [MemberData(nameof(TensorData.ShapesWithAxes), MemberType = typeof(TensorData))]
    public void Slices_start_where_they_start(int[] shape)
    {
        int[] padded = [.. shape.Select(length => length + 2)];
        int[] strides = TensorData.RowMajor(padded);
        int[] data = TensorData.Count(TensorData.Length(padded));
        int[] expected = [.. TensorData.Offsets(shape, strides).Select(offset => offset + strides.Sum())];
        Tensor<int> slice = Tensor.Create(data, TensorData.Wide(padded)).Slice([.. shape.Select(length => new NRange(1, length + 1))]);
        Check(slice, shape, expected);
        Check(slice.AsTensorSpan(), shape, expected);
        Check(slice.AsReadOnlyTensorSpan(), shape, expected);

        static void Check(TensorView<int> view, int[] shape, int[] expected)
        {
            Assert.Equal(shape, view.Shape.Dimensions.ToArray());
            Assert.Equal(expected, view.ToArray());
            Assert.Equal(expected, Enumerated(view));
            Assert.Equal(expected, ((TensorView<int>)(ReadOnlyTensorSpan<int>)view).ToArray());
            Assert.Equal(expected, ((TensorView<int>)view.ToTensor()).ToArray());
        }
    }

    [Theory]
    [InlineData(new[] { 4, 1, 28, 28 }, 2)]
    [InlineData(new[] { 8, 1 }, 3)]
    [InlineData(new[] { 2, 1, 50 }, 1)]
    public void Slice_of_whole_rows_is_dense_although_its_source_says_otherwise(int[] shape, int rows)
    {
        Tensor<int> tensor = Tensor.Create(TensorData.Count(TensorData.Length(shape)), TensorData.Wide(shape));
        NRange[] ranges = [new NRange(0, rows), .. shape.Skip(1).Select(_ => NRange.All)];
        TensorView<int> view = tensor.AsReadOnlyTensorSpan().Slice(ranges);
        Assert.True(view.IsDense);
        Assert.Equal(TensorData.Count(rows * TensorData.Length(shape[1..])), view.Span.ToArray());
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 1, 2 })]
    [InlineData(new[] { 3, 4, 2 }, new[] { 1, 3, 12 })]
    [InlineData(new[] { 4, 1, 6 }, new[] { 6, 0, 1 })]
    [InlineData(new[] { 2, 3 }, new[] { 0, 1 })]
    [InlineData(new[] { 2, 3 }, new[] { 0, 0 })]
    [InlineData(new[] { 2, 2, 2, 2, 2, 2 }, new[] { 1, 2, 4, 8, 16, 32 })]
    [InlineData(new[] { 2, 1, 2, 2, 2, 1, 2, 3 }, new[] { 3, 0, 6, 12, 24, 0, 48, 1 })]
    [InlineData(new[] { 2, 1, 2, 2, 2, 1, 2, 3, 2 }, new[] { 6, 0, 12, 24, 48, 0, 96, 2, 1 })]
    public void Strided_and_repeating_tensor_spans_keep_their_strides(int[] shape, int[] strides)
    {
        int[] expected = TensorData.Offsets(shape, strides);
        int[] data = TensorData.Count(expected.Max() + 1);
        ReadOnlyTensorSpan<int> tensor = new(data, TensorData.Wide(shape), TensorData.Wide(strides));
        Check(tensor, expected, strides);
        Check(new TensorView<int>(data, new TensorShape(shape), strides), expected, strides);

        static void Check(TensorView<int> view, int[] expected, int[] strides)
        {
            Assert.Equal(strides.SequenceEqual([6, 0, 1]), view.IsDense);
            Assert.Equal(expected, view.ToArray());
            Assert.Equal(expected, Enumerated(view));
            Assert.Equal(expected[..view.Row(0).Length], view.Row(0).ToArray());
            Assert.Equal(expected[^view.Row(0).Length..], view.Row(view.Shape[0] - 1).ToArray());
            Assert.Equal(expected[view.Row(0).Length..], view.Rows(1, view.Shape[0] - 1).ToArray());
            ReadOnlyTensorSpan<int> back = view;
            Assert.Equal(expected.Length, back.FlattenedLength);
            Assert.Equal(expected, ((TensorView<int>)back).ToArray());
        }
    }

    [Fact]
    public void Transposed_tensors_read_in_their_own_order()
    {
        Tensor<float> tensor = Tensor.Create([1f, 2, 3, 4, 5, 6], [2, 3]);
        TensorView<float> view = Tensor.PermuteDimensions<float>(tensor, [1, 0]);
        Assert.Equal(new TensorShape(3, 2), view.Shape);
        Assert.Equal([1f, 4, 2, 5, 3, 6], view.ToArray());
        Assert.Equal(5f, view[1, 1]);
    }

    [Fact]
    public void Strided_view_gives_no_span_and_says_what_to_do()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() =>
        {
            TensorView<int> view = new(Six, [3, 2], [1, 3]);
            Assert.False(view.TryGetDense(out _));
            Assert.Equal("TensorView<Int32> [3, 2] strided", view.ToString());
            return view.Span.Length;
        });
        Assert.Equal(
            "Span needs row-major elements without gaps, but this view of shape [3, 2] is strided. Pack it with ToArray() or CopyTo(), or check IsDense first.",
            error.Message);
        Assert.Throws<InvalidOperationException>(() =>
        {
            TensorView<int> view = new(Six, [3, 2], [1, 3]);
            view.Reshape(6);
        });
    }

    [Theory]
    [InlineData(new[] { 3, 2 }, new[] { 1, 4 }, "The shape [3, 2] with these strides reaches over 7 elements, but 6 were given.")]
    [InlineData(new[] { 3, 2 }, new[] { 2 }, "The shape [3, 2] takes 2 strides, but 1 were given.")]
    [InlineData(new[] { 3, 2 }, new[] { 2, -1 }, "Axis 1 of the shape [3, 2] has stride -1; strides are 0 or more.")]
    public void Strides_that_do_not_fit_are_an_error_that_says_how(int[] shape, int[] strides, string expected)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
        {
            TensorView<int> view = new(Six, new TensorShape(shape), strides);
        });
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensor_span_with_more_elements_than_can_be_counted_is_an_error()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
        {
            TensorView<int> view = new ReadOnlyTensorSpan<int>(Six, [1 << 20, 1 << 20, 6], [0, 0, 1]);
        });
        Assert.Contains("[1048576, 1048576, 6] holds more than 2147483647 elements", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() =>
        {
            TensorView<int> view = new ReadOnlyTensorSpan<int>(Six, [unchecked((nint)(1L << 32))], [0]);
        });
        Assert.Contains("Axis 0 has the length 4294967296", error.Message, StringComparison.Ordinal);
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
}
