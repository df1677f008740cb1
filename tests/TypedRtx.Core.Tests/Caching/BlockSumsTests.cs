using System.Numerics;
using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

public sealed class BlockSumsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BlockSums.BlockLength)]
    [InlineData((3 * BlockSums.BlockLength) + 5)]
    public void Sums_are_the_same_however_the_bytes_arrive(int length)
    {
        byte[] bytes = Bytes(length);
        BlockSums whole = new();
        whole.Append(bytes);
        byte[] expected = whole.Finish();

        Assert.Equal(BlockSums.LengthOf(length), expected.Length);
        foreach (int piece in (int[])[1000, BlockSums.BlockLength - 1, BlockSums.BlockLength, BlockSums.BlockLength + 1])
        {
            BlockSums sums = new();
            for (int at = 0; at < length; at += piece)
            {
                sums.Append(bytes.AsSpan(at, Math.Min(piece, length - at)));
            }

            Assert.Equal(expected, sums.Finish());
        }

        for (int block = 0; block * BlockSums.BlockLength < length; block++)
        {
            int start = block * BlockSums.BlockLength;
            Assert.True(BlockSums.Matches(bytes.AsSpan(start, Math.Min(BlockSums.BlockLength, length - start)), expected, block));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(101)]
    public void Every_bit_that_changes_shows(int length)
    {
        byte[] bytes = Bytes(length);
        HashSet<ulong> seen = [BlockSums.Of(bytes)];
        for (int bit = 0; bit < length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(seen.Add(BlockSums.Of(bytes)), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Words_that_change_places_show()
    {
        byte[] bytes = Bytes(64);
        ulong before = BlockSums.Of(bytes);
        for (int first = 0; first < 64; first += 8)
        {
            for (int second = first + 8; second < 64; second += 8)
            {
                byte[] other = [.. bytes];
                bytes.AsSpan(first, 8).CopyTo(other.AsSpan(second));
                bytes.AsSpan(second, 8).CopyTo(other.AsSpan(first));
                Assert.True(before != BlockSums.Of(other), $"{first} and {second}");
            }
        }
    }

    // The format on disks: another sum for the same bytes would make every entry damaged.
    [Fact]
    public void Sum_of_known_bytes_is_the_one_of_the_format()
    {
        byte[] bytes = [.. Enumerable.Range(0, 40).Select(i => (byte)i)];
        uint first = BitOperations.Crc32C(0, BitConverter.ToUInt64(bytes));
        for (int i = 32; i < 40; i++)
        {
            first = BitOperations.Crc32C(first, bytes[i]);
        }

        uint low = first ^ BitOperations.RotateLeft(BitOperations.Crc32C(0, BitConverter.ToUInt64(bytes, 16)), 11);
        uint high = BitOperations.Crc32C(0, BitConverter.ToUInt64(bytes, 8))
            ^ BitOperations.RotateLeft(BitOperations.Crc32C(0, BitConverter.ToUInt64(bytes, 24)), 11);
        ulong expected = low | ((ulong)high << 32);
        Assert.Equal(expected, BlockSums.Of(bytes));
    }

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
