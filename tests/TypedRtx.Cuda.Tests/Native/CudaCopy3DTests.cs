using System.Runtime.InteropServices;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda.Tests.Native;

public sealed unsafe class CudaCopy3DTests
{
    [Fact]
    public void Copy_has_the_size_of_the_header() => Assert.Equal(200, sizeof(CudaCopy3D));

    [Theory]
    [InlineData(nameof(CudaCopy3D.SourceLevel), 24)]
    [InlineData(nameof(CudaCopy3D.SourceType), 32)]
    [InlineData(nameof(CudaCopy3D.SourceHost), 40)]
    [InlineData(nameof(CudaCopy3D.SourceDevice), 48)]
    [InlineData(nameof(CudaCopy3D.SourcePitch), 72)]
    [InlineData(nameof(CudaCopy3D.SourceHeight), 80)]
    [InlineData(nameof(CudaCopy3D.DestinationX), 88)]
    [InlineData(nameof(CudaCopy3D.DestinationType), 120)]
    [InlineData(nameof(CudaCopy3D.DestinationHost), 128)]
    [InlineData(nameof(CudaCopy3D.DestinationDevice), 136)]
    [InlineData(nameof(CudaCopy3D.DestinationPitch), 160)]
    [InlineData(nameof(CudaCopy3D.Width), 176)]
    [InlineData(nameof(CudaCopy3D.Depth), 192)]
    public void Field_lies_where_the_header_says(string field, int offset) =>
        Assert.Equal(offset, (int)Marshal.OffsetOf<CudaCopy3D>(field));
}
