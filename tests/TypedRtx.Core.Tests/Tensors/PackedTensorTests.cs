namespace TypedRtx.Core.Tests.Tensors;

public sealed class PackedTensorTests
{
    private static readonly Int4[] Five = [(Int4)1, (Int4)(-8), (Int4)7, (Int4)0, (Int4)(-1)];

    [Fact]
    public void First_element_is_in_the_lowest_bits_and_the_last_byte_is_filled_up()
    {
        Assert.Equal([0x81, 0x07, 0x0F], PackedTensor<Int4>.Pack(Five, [5]).Bytes.ToArray());
        Assert.Equal([0b11_10_01_00, 0b10], PackedTensor<UInt2>.Pack([(UInt2)0, (UInt2)1, (UInt2)2, (UInt2)3, (UInt2)2], [5]).Bytes.ToArray());
    }

    [Fact]
    public void What_was_packed_is_unpacked()
    {
        PackedTensor<Int4> tensor = PackedTensor<Int4>.Pack(Five, [5, 1]);
        Int4[] room = new Int4[6];

        tensor.Unpack(room);

        Assert.Equal([.. Five, default], room);
        Assert.Equal(Five, tensor.ToArray());
        Assert.Equal(Five, ((PackedTensorView<Int4>)tensor).ToArray());
    }

    [Fact]
    public void Rows_are_not_filled_up()
    {
        PackedTensor<UInt4> tensor = PackedTensor<UInt4>.Pack([.. Enumerable.Range(0, 9).Select(value => (UInt4)value)], [3, 3]);

        Assert.Equal([0x10, 0x32, 0x54, 0x76, 0x08], tensor.Bytes.ToArray());
        Assert.Equal(5, tensor[1, 2]);
        Assert.Equal(8, ((PackedTensorView<UInt4>)tensor)[2, 2]);
    }

    [Fact]
    public void Writing_an_element_leaves_its_neighbours()
    {
        PackedTensor<Int2> tensor = new([5]);
        tensor.Bytes.Fill(0xFF);

        tensor[2] = (Int2)1;
        tensor[4] = (Int2)0;

        Assert.Equal([-1, -1, 1, -1, 0], tensor.ToArray().Select(value => (int)value));
        Assert.Equal([0b11_01_11_11, 0b11_11_11_00], tensor.Bytes.ToArray());
    }

    [Fact]
    public void Scalars_and_empty_tensors_have_their_bytes()
    {
        PackedTensor<Float4E2M1> scalar = PackedTensor<Float4E2M1>.Pack([(Float4E2M1)3f], TensorShape.Scalar);

        Assert.Equal((1, 1), (scalar.Length, scalar.Bytes.Length));
        Assert.Equal(3f, (float)scalar[[]]);
        Assert.Equal((0, 0), (new PackedTensor<Int4>([0, 3]).Length, new PackedTensor<Int4>([0, 3]).Bytes.Length));
    }

    [Fact]
    public void View_of_null_and_default_is_not_supplied()
    {
        PackedTensorView<Int4> view = (PackedTensor<Int4>?)null;

        Assert.False(view.IsSupplied);
        Assert.Equal((0, 0), (view.Length, view.Bytes.Length));
        Assert.Equal("PackedTensorView<Int4> not supplied", view.ToString());
        Assert.Throws<InvalidOperationException>(() => default(PackedTensorView<Int4>).ToTensor());
        Assert.Throws<InvalidOperationException>(() => default(PackedTensorView<Int4>)[0]);
    }

    [Fact]
    public void Owned_copy_of_a_view_is_apart()
    {
        byte[] bytes = [0x21];
        PackedTensor<UInt4> copy = new PackedTensorView<UInt4>(bytes, [2]).ToTensor();

        bytes[0] = 0;

        Assert.Equal(2, copy[1]);
        Assert.Equal("PackedTensor<UInt4> [2]", copy.ToString());
    }

    [Fact]
    public void Wrong_numbers_of_bytes_and_elements_are_told()
    {
        ArgumentException bytes = Assert.Throws<ArgumentException>(() => new PackedTensor<Int4>(new byte[2], [5]));
        ArgumentException elements = Assert.Throws<ArgumentException>(() => PackedTensor<Int4>.Pack(Five, [2, 3]));

        Assert.Equal("The shape [5] takes 3 bytes with 4 bits to an element, but 2 were given.", bytes.Message);
        Assert.Contains("[2, 3] holds 6 elements, but 5 were given", elements.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PackedTensorView<Int4>([1], default));
        Assert.Throws<ArgumentException>(() => PackedTensor<Int4>.Pack(Five, [5]).Unpack(new Int4[4]));
    }

    [Fact]
    public void Wrong_indexes_are_told()
    {
        PackedTensor<Int4> tensor = new([2, 3]);

        Assert.Throws<ArgumentOutOfRangeException>(() => tensor[1, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor[-1, 0] = default);
        Assert.Throws<ArgumentException>(() => tensor[1]);
    }
}
