using System.Runtime.CompilerServices;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx.Tests.Interop;

/// <summary>Structs that are passed by value or by pointer are laid out as the headers lay them out.</summary>
public sealed unsafe class LayoutTests
{
    [Fact]
    public void Dims_have_72_bytes_with_lengths_from_byte_8()
    {
        RtxDims dims = new();

        Assert.Equal(72, sizeof(RtxDims));
        Assert.Equal(0, (byte*)&dims.Rank - (byte*)&dims);
        Assert.Equal(8, (byte*)&dims.Values - (byte*)&dims);
        Assert.Equal(8 * sizeof(long), Unsafe.SizeOf<RtxDims.Lengths>());
    }

    [Fact]
    public void Interface_info_has_16_bytes_with_numbers_from_byte_8()
    {
        CallbackObject.InterfaceInfo info = new();

        Assert.Equal(16, sizeof(CallbackObject.InterfaceInfo));
        Assert.Equal(0, (byte*)&info.Kind - (byte*)&info);
        Assert.Equal(8, (byte*)&info.Major - (byte*)&info);
        Assert.Equal(12, (byte*)&info.Minor - (byte*)&info);
    }

    [Fact]
    public void Dims_hold_what_they_were_made_of() =>
        Assert.Equal("[2, 0, 5]", RtxDims.From([2, 0, 5]).ToString());

    [Fact]
    public void Dims_take_no_more_than_8_axes() =>
        Assert.Contains("at most 8 axes", Assert.Throws<ArgumentException>(() => RtxDims.From(new int[9])).Message, StringComparison.Ordinal);
}
