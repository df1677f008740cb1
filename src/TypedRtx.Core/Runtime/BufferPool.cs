using TypedRtx.Backends;

namespace TypedRtx.Runtime;

/// <summary>Idle run buffers by key: a bounded table, the least recently used key out.</summary>
internal sealed class BufferPool(ModelDescriptor model, IInferenceSession session, ProfileGuard? profiles) : IDisposable
{
    private const int MaxKeys = 8;
    private const int MaxIdlePerKey = 64;

    private readonly Lock _gate = new();

    // Most recently used first: steady callers find theirs with one comparison.
    private readonly List<DimsEntry> _entries = [];
    private bool _isDisposed;

    public RunBuffers Rent(ReadOnlySpan<int> key)
    {
        DimsEntry? entry;
        DimsEntry? evicted = null;
        RunBuffers? idle = null;
        lock (_gate)
        {
            entry = FindOrThrow(key);
            entry?.Idle.TryPop(out idle);
        }

        if (entry is null)
        {
            // Outside the lock, because it may log.
            profiles?.Check(key);
            lock (_gate)
            {
                entry = FindOrThrow(key) ?? Add(key, out evicted);
                entry.Idle.TryPop(out idle);
            }
        }

        Free(evicted);
        if (idle is null)
        {
            return RunBuffers.Create(model, session, entry.Shapes, entry);
        }

        // Outside the lock, because it may allocate and call the backend.
        idle.Renew();
        return idle;
    }

    public void Return(RunBuffers buffers)
    {
        lock (_gate)
        {
            if (!_isDisposed && buffers.Owner is { IsEvicted: false } owner && owner.Idle.Count < MaxIdlePerKey)
            {
                owner.Idle.Push(buffers);
                return;
            }
        }

        buffers.Dispose();
    }

    /// <summary>Frees idle buffers whose symbols have given values.</summary>
    public void Drop(int[] symbols)
    {
        List<RunBuffers> idle = [];
        lock (_gate)
        {
            foreach (DimsEntry entry in _entries)
            {
                while (entry.Shapes.Key.AsSpan(0, symbols.Length).SequenceEqual(symbols) && entry.Idle.TryPop(out RunBuffers? buffers))
                {
                    idle.Add(buffers);
                }
            }
        }

        idle.ForEach(buffers => buffers.Dispose());
    }

    public void Dispose()
    {
        DimsEntry[] entries;
        lock (_gate)
        {
            _isDisposed = true;
            entries = [.. _entries];
            _entries.Clear();
        }

        foreach (DimsEntry entry in entries)
        {
            Free(entry);
        }
    }

    // Nobody else reaches the entry: it left the table, and what comes back is not pushed any more.
    private static void Free(DimsEntry? entry)
    {
        while (entry is not null && entry.Idle.TryPop(out RunBuffers? buffers))
        {
            buffers.Dispose();
        }
    }

    private DimsEntry? FindOrThrow(ReadOnlySpan<int> key) => _isDisposed ? throw ModelRuntime.Disposed(model) : Find(key);

    private DimsEntry? Find(ReadOnlySpan<int> key)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            DimsEntry entry = _entries[i];
            if (key.SequenceEqual(entry.Shapes.Key))
            {
                if (i > 0)
                {
                    _entries.RemoveAt(i);
                    _entries.Insert(0, entry);
                }

                return entry;
            }
        }

        return null;
    }

    private DimsEntry Add(ReadOnlySpan<int> key, out DimsEntry? evicted)
    {
        evicted = null;
        DimsEntry entry = new(new OutputShapes(model, key));
        _entries.Insert(0, entry);
        if (_entries.Count > MaxKeys)
        {
            evicted = _entries[^1];
            evicted.IsEvicted = true;
            _entries.RemoveAt(_entries.Count - 1);
        }

        return entry;
    }
}
