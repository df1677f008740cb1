using System.Runtime.InteropServices;
using TypedRtx.Caching;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>A cache store in memory that counts.</summary>
internal sealed class MemoryCache : ICacheStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CacheKey, byte[]> _entries = [];

    public List<string> Quarantined { get; } = [];

    public int Writes { get; private set; }

    public byte[]? this[string kind]
    {
        get
        {
            lock (_gate)
            {
                return _entries.FirstOrDefault(entry => entry.Key.Kind == kind).Value;
            }
        }
    }

    public void Replace(string kind, byte[] bytes)
    {
        lock (_gate)
        {
            _entries[_entries.Keys.First(key => key.Kind == kind)] = bytes;
        }
    }

    public CacheEntry? Read(CacheKey key)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(key, out byte[]? bytes) ? new Entry(bytes) : null;
        }
    }

    public bool Write(CacheKey key, Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        lock (_gate)
        {
            _entries[key] = stream.ToArray();
            Writes++;
            return true;
        }
    }

    public void Quarantine(CacheKey key, string reason)
    {
        lock (_gate)
        {
            _entries.Remove(key);
            Quarantined.Add(reason);
        }
    }

    private sealed class Entry : CacheEntry
    {
        private readonly byte[] _bytes;

        public Entry(byte[] bytes)
        {
            _bytes = GC.AllocateArray<byte>(bytes.Length + 1, pinned: true);
            bytes.CopyTo(_bytes, 0);
            ByteLength = bytes.Length;
        }

        public override nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);

        public override long ByteLength { get; }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
