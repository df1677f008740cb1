using Samples;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Painting;

/// <summary>Pictures of the samples, their PNG files read by a decoder that is not ours.</summary>
public sealed class ColourImageTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(64, 200)]
    public void Png_file_holds_the_same_pixels(int height, int width)
    {
        using TempFolder folder = new();
        byte[] pixels = new byte[height * width * 3];
        new Random(1).NextBytes(pixels);
        ColourImage image = new(pixels, height, width);

        image.WritePng(folder.PathOf("picture.png"));
        ColourImage read = ColourImage.Read(folder.PathOf("picture.png"));

        Assert.Equal((height, width), (read.Height, read.Width));
        Assert.Equal(pixels, read.Pixels);
    }

    [Fact]
    public void Planes_become_bytes_and_are_cut_at_the_ends_of_the_range()
    {
        // One row of two pixels: reds, greens, blues.
        ColourImage image = ColourImage.FromPlanes([-1, 1, 0, -2, 2, 0.5f], height: 1, width: 2);

        Assert.Equal([0, 128, 255, 255, 0, 191], image.Pixels);
    }

    [Fact]
    public void Sheet_lays_pictures_out_row_by_row_and_leaves_the_rest_dark()
    {
        ColourImage[] pictures = [.. Enumerable.Range(1, 3).Select(i => new ColourImage([(byte)i, (byte)i, (byte)i], 1, 1))];

        ColourImage sheet = ColourImage.Sheet(pictures, columns: 2, zoom: 2);

        Assert.Equal((4, 4), (sheet.Height, sheet.Width));
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 0, 0, 3, 3, 0, 0], sheet.Pixels.Where((_, i) => i % 3 == 0));
    }

    [Fact]
    public void Psnr_of_a_difference_of_one_everywhere_is_48_decibels()
    {
        ColourImage dark = new(new byte[12], 2, 2);
        ColourImage grey = new([.. Enumerable.Repeat((byte)1, 12)], 2, 2);

        Assert.Equal(48.13, dark.Psnr(grey), 0.01);
        Assert.Equal(double.PositiveInfinity, dark.Psnr(dark));
    }
}
