using System.Buffers.Binary;
using System.IO.Compression;

namespace Samples;

/// <summary>Writes pictures as PNG: a header, compressed rows, an end.</summary>
internal static class PngWriter
{
    private const byte BitsPerChannel = 8;
    private const byte RedGreenBlue = 2;

    // "Up": each byte as its difference from the one above, which makes equal rows zeros.
    private const byte DifferenceFromAbove = 2;

    public static void Write(Stream stream, ColourImage image)
    {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = BitsPerChannel;
        header[9] = RedGreenBlue;
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Compress(image));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static byte[] Compress(ColourImage image)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.SmallestSize))
        {
            int stride = image.Pixels.Length / image.Height;
            byte[] row = new byte[1 + stride];
            row[0] = DifferenceFromAbove;
            for (int i = 0; i < image.Pixels.Length; i += stride)
            {
                for (int x = 0; x < stride; x++)
                {
                    int above = i == 0 ? 0 : image.Pixels[i - stride + x];
                    row[1 + x] = unchecked((byte)(image.Pixels[i + x] - above));
                }

                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    // Length, name, content, and a checksum of the last two.
    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] named = [.. name, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(named));
        stream.Write(number);
    }

    // The CRC-32 of the PNG specification, bit by bit.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            checksum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                checksum = (checksum & 1) == 0 ? checksum >> 1 : (checksum >> 1) ^ 0xEDB88320;
            }
        }

        return ~checksum;
    }
}
