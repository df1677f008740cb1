using System.Buffers.Binary;
using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching.Fire;

/// <summary>Entries whose payload says what it must be, so that a wrong one shows whatever the checksum says.</summary>
internal static class FireEntries
{
    public static CacheKey Key(int number) => new(new string('f', 64), "engine", new([$"number={number}"]));

    public static bool Write(ICacheStore store, int number, int seed) => store.Write(Key(number), stream =>
    {
        byte[] bytes = Payload(number, seed);
        for (int at = 0; at < bytes.Length; at += 7000)
        {
            stream.Write(bytes.AsSpan(at, Math.Min(7000, bytes.Length - at)));
        }
    });

    /// <summary>The seed of the entry; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is wrong.</exception>
    public static unsafe int? Read(ICacheStore store, int number)
    {
        using CacheEntry? entry = store.Read(Key(number));
        if (entry is null)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = new((byte*)entry.Address, (int)entry.ByteLength);
        int seed = bytes.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : 0;
        return bytes.SequenceEqual(Payload(number, seed)) ? seed : throw new InvalidDataException($"Entry {number} is wrong.");
    }

    private static byte[] Payload(int number, int seed)
    {
        Random random = new((number * 7919) ^ seed);
        byte[] bytes = new byte[4 + random.Next(60_000)];
        random.NextBytes(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, seed);
        return bytes;
    }
}
