using System.Runtime.InteropServices;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda.Tests.Native;

public sealed unsafe class CudaCopy2DTests
{
    [Fact]
    public void Copy_has_the_size_of_the_header() => Assert.Equal(128, sizeof(CudaCopy2D));

    [Theory]
    [InlineData(nameof(CudaCopy2D.SourceX), 0)]
    [InlineData(nameof(CudaCopy2D.SourceY), 8)]
    [InlineData(nameof(CudaCopy2D.SourceType), 16)]
    [InlineData(nameof(CudaCopy2D.SourceHost), 24)]
    [InlineData(nameof(CudaCopy2D.SourceDevice), 32)]
    [InlineData(nameof(CudaCopy2D.SourceArray), 40)]
    [InlineData(nameof(CudaCopy2D.SourcePitch), 48)]
    [InlineData(nameof(CudaCopy2D.DestinationX), 56)]
    [InlineData(nameof(CudaCopy2D.DestinationY), 64)]
    [InlineData(nameof(CudaCopy2D.DestinationType), 72)]
    [InlineData(nameof(CudaCopy2D.DestinationHost), 80)]
    [InlineData(nameof(CudaCopy2D.DestinationDevice), 88)]
    [InlineData(nameof(CudaCopy2D.DestinationArray), 96)]
    [InlineData(nameof(CudaCopy2D.DestinationPitch), 104)]
    [InlineData(nameof(CudaCopy2D.Width), 112)]
    [InlineData(nameof(CudaCopy2D.Height), 120)]
    public void Field_lies_where_the_header_says(string field, int offset) =>
        Assert.Equal(offset, (int)Marshal.OffsetOf<CudaCopy2D>(field));
}
