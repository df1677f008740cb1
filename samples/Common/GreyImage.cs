using StbImageSharp;

namespace Samples;

/// <summary>A grey picture as models take it: rows of floats, 0 is black and 1 is white.</summary>
public sealed record GreyImage(float[] Pixels, int Height, int Width)
{
    /// <summary>Reads a PNG, JPEG or BMP file; colours become grey.</summary>
    public static GreyImage Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        ImageResult image = ImageResult.FromStream(file, ColorComponents.Grey);
        return new GreyImage([.. image.Data.Select(value => value / 255f)], image.Height, image.Width);
    }

    /// <summary>The picture at another size, each pixel blended from its four nearest ones.</summary>
    public GreyImage Resize(int height, int width)
    {
        float[] pixels = new float[height * width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                pixels[(y * width) + x] = Sample(((y + 0.5f) * Height / height) - 0.5f, ((x + 0.5f) * Width / width) - 0.5f);
            }
        }

        return new GreyImage(pixels, height, width);
    }

    private float Sample(float y, float x)
    {
        int top = (int)MathF.Floor(y);
        int left = (int)MathF.Floor(x);
        float upper = float.Lerp(At(top, left), At(top, left + 1), x - left);
        float lower = float.Lerp(At(top + 1, left), At(top + 1, left + 1), x - left);
        return float.Lerp(upper, lower, y - top);
    }

    private float At(int y, int x) => Pixels[(Math.Clamp(y, 0, Height - 1) * Width) + Math.Clamp(x, 0, Width - 1)];
}
