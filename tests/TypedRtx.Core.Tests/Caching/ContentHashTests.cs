using System.Security.Cryptography;
using System.Text;
using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

public sealed class ContentHashTests
{
    // Examples of FIPS 180-4 and its test vectors.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Hashes_of_the_standard_come_out(string text, string expected) =>
        Assert.Equal(expected, ContentHash.TextOf(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Every_length_around_blocks_is_that_of_the_system()
    {
        byte[] bytes = new byte[300];
        new Random(5).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(SHA256.HashData(bytes.AsSpan(0, length)), ContentHash.Of(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Parts_of_any_lengths_make_the_hash_of_the_whole_in_both_ways()
    {
        byte[] bytes = new byte[10_000];
        Random random = new(6);
        random.NextBytes(bytes);
        byte[] expected = SHA256.HashData(bytes);
        for (int i = 0; i < 100; i++)
        {
            using ContentHash own = new(0);
            using ContentHash system = new(long.MaxValue);
            for (int start = 0; start < bytes.Length;)
            {
                int length = Math.Min(random.Next(200), bytes.Length - start);
                own.Append(bytes.AsSpan(start, length));
                system.Append(bytes.AsSpan(start, length));
                start += length;
            }

            Assert.Equal(expected, own.Finish());
            Assert.Equal(expected, system.Finish());
        }
    }
}
