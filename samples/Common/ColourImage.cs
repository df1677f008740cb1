using StbImageSharp;

namespace Samples;

/// <summary>A colour picture: rows of pixels, each three bytes, red, green and blue.</summary>
public sealed record ColourImage(byte[] Pixels, int Height, int Width)
{
    private const int Channels = 3;

    /// <summary>Reads a PNG, JPEG or BMP file.</summary>
    public static ColourImage Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        ImageResult image = ImageResult.FromStream(file, ColorComponents.RedGreenBlue);
        return new ColourImage(image.Data, image.Height, image.Width);
    }

    /// <summary>A picture as models give it: all red values, then all green ones, then all blue ones, from -1 to 1.</summary>
    public static ColourImage FromPlanes(ReadOnlySpan<float> planes, int height, int width)
    {
        byte[] pixels = new byte[height * width * Channels];
        for (int i = 0; i < pixels.Length; i++)
        {
            float value = planes[(i % Channels * height * width) + (i / Channels)];
            pixels[i] = (byte)MathF.Round((Math.Clamp(value, -1, 1) + 1) / 2 * 255);
        }

        return new ColourImage(pixels, height, width);
    }

    /// <summary>Pictures of one size side by side.</summary>
    /// <param name="pictures">The pictures, row by row.</param>
    /// <param name="columns">How many pictures a row has.</param>
    /// <param name="zoom">How many pixels, in each direction, are made of one.</param>
    public static ColourImage Sheet(IReadOnlyList<ColourImage> pictures, int columns, int zoom)
    {
        columns = Math.Min(columns, pictures.Count);
        int height = pictures[0].Height * zoom;
        int width = pictures[0].Width * zoom;
        int rows = (pictures.Count + columns - 1) / columns;
        ColourImage sheet = new(new byte[rows * height * columns * width * Channels], rows * height, columns * width);
        for (int i = 0; i < pictures.Count; i++)
        {
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    pictures[i].At(y / zoom, x / zoom).CopyTo(sheet.At((i / columns * height) + y, (i % columns * width) + x));
                }
            }
        }

        return sheet;
    }

    /// <summary>How like another picture of its size it is: the peak signal-to-noise ratio in decibels. Above 40, nobody sees a difference.</summary>
    /// <exception cref="ArgumentException">The other one has another size.</exception>
    public double Psnr(ColourImage other)
    {
        if ((Height, Width) != (other.Height, other.Width))
        {
            throw new ArgumentException($"Pictures to compare have one size; these have {Width}×{Height} and {other.Width}×{other.Height}.");
        }

        double squares = Pixels.Zip(other.Pixels, (own, its) => Math.Pow(own - its, 2)).Average();
        return 10 * Math.Log10(255 * 255 / squares);
    }

    /// <summary>Writes a PNG file.</summary>
    public void WritePng(string path)
    {
        using FileStream file = File.Create(path);
        PngWriter.Write(file, this);
    }

    private Span<byte> At(int y, int x) => Pixels.AsSpan(((y * Width) + x) * Channels, Channels);
}
