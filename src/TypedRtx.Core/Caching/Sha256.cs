using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace TypedRtx.Caching;

/// <summary>SHA-256 (FIPS 180-4) without a library; see <see cref="ContentHash"/>.</summary>
internal sealed class Sha256
{
    private const int BlockLength = 64;
    private const int LengthLength = 8;
    private const int Rounds = 64;
    private const int Words = 16;

    private readonly uint[] _state =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private readonly byte[] _block = new byte[BlockLength];
    private long _byteLength;

    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int filled = (int)(_byteLength % BlockLength);
        _byteLength += bytes.Length;
        if (filled > 0)
        {
            int taken = Math.Min(bytes.Length, BlockLength - filled);
            bytes[..taken].CopyTo(_block.AsSpan(filled));
            bytes = bytes[taken..];
            if (filled + taken < BlockLength)
            {
                return;
            }

            Take(_block);
        }

        int whole = bytes.Length / BlockLength * BlockLength;
        Take(bytes[..whole]);
        bytes[whole..].CopyTo(_block);
    }

    /// <summary>The hash of all that passed; ends it.</summary>
    public byte[] Finish()
    {
        long bits = _byteLength * 8;
        int filled = (int)(_byteLength % BlockLength);
        _block[filled++] = 0x80;
        if (filled > BlockLength - LengthLength)
        {
            _block.AsSpan(filled).Clear();
            Take(_block);
            filled = 0;
        }

        _block.AsSpan(filled).Clear();
        BinaryPrimitives.WriteInt64BigEndian(_block.AsSpan(BlockLength - LengthLength), bits);
        Take(_block);
        byte[] hash = new byte[ContentHash.Length];
        for (int i = 0; i < _state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(i * sizeof(uint)), _state[i]);
        }

        return hash;
    }

    // The letters are those of the standard.
    private void Take(ReadOnlySpan<byte> blocks)
    {
        Span<uint> w = stackalloc uint[Rounds];
        for (; blocks.Length > 0; blocks = blocks[BlockLength..])
        {
            Schedule(blocks, w);
            (uint a, uint b, uint c, uint d) = (_state[0], _state[1], _state[2], _state[3]);
            (uint e, uint f, uint g, uint h) = (_state[4], _state[5], _state[6], _state[7]);
            for (int i = 0; i < Rounds; i += 8)
            {
                ReadOnlySpan<uint> k = Constants.Slice(i, 8);
                Span<uint> m = w.Slice(i, 8);
                Round(a, b, c, ref d, e, f, g, ref h, k[0] + m[0]);
                Round(h, a, b, ref c, d, e, f, ref g, k[1] + m[1]);
                Round(g, h, a, ref b, c, d, e, ref f, k[2] + m[2]);
                Round(f, g, h, ref a, b, c, d, ref e, k[3] + m[3]);
                Round(e, f, g, ref h, a, b, c, ref d, k[4] + m[4]);
                Round(d, e, f, ref g, h, a, b, ref c, k[5] + m[5]);
                Round(c, d, e, ref f, g, h, a, ref b, k[6] + m[6]);
                Round(b, c, d, ref e, f, g, h, ref a, k[7] + m[7]);
            }

            (_state[0], _state[1], _state[2], _state[3]) = (_state[0] + a, _state[1] + b, _state[2] + c, _state[3] + d);
            (_state[4], _state[5], _state[6], _state[7]) = (_state[4] + e, _state[5] + f, _state[6] + g, _state[7] + h);
        }
    }

    private static void Schedule(ReadOnlySpan<byte> block, Span<uint> w)
    {
        for (int i = 0; i < Words; i++)
        {
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        }

        for (int i = Words; i < Rounds; i++)
        {
            uint early = w[i - 15], late = w[i - 2];
            w[i] = w[i - 16] + w[i - 7]
                + (BitOperations.RotateRight(early, 7) ^ BitOperations.RotateRight(early, 18) ^ (early >> 3))
                + (BitOperations.RotateRight(late, 17) ^ BitOperations.RotateRight(late, 19) ^ (late >> 10));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(uint a, uint b, uint c, ref uint d, uint e, uint f, uint g, ref uint h, uint input)
    {
        uint first = h + input + ((e & f) ^ (~e & g))
            + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25));
        d += first;
        h = first + ((a & b) ^ (a & c) ^ (b & c))
            + (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22));
    }
}
