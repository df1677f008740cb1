namespace TypedRtx.Caching;

/// <summary>
/// Keeps a cache within its size, least recently used out, and sweeps what killed processes left. One process at a time does it,
/// and nobody waits for it.
/// </summary>
internal sealed class CacheUpkeep(CacheFolders folders, CacheLog log, long maxByteLength)
{
    /// <summary>How many hashes of models are remembered: programs that unpack a model under a new name each time leave one a start.</summary>
    public const int MostMemos = 256;

    private const string LockName = ".upkeep.lock";

    // A file that is being written changes all the time and is locked; the age is for file systems that have no locks.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromMinutes(10);

    /// <summary>Looks after the cache once something was written.</summary>
    /// <param name="written">The entry that was written, which stays.</param>
    public void Run(string written)
    {
        try
        {
            if (folders.FindVersion() is not { } folder)
            {
                return;
            }

            using EntryLock? held = EntryLock.Take(Path.Combine(folder, LockName), TimeSpan.Zero);
            if (held is not null)
            {
                List<CacheFile> entries = CacheFile.In(folder, out List<CacheFile> others);
                Sweep(others);
                List<CacheFile> memos = [.. entries.Where(file => CacheNames.IsOfKind(Path.GetFileName(file.Path), IdentityMemo.Kind))];
                foreach (CacheFile memo in memos.Where(file => file.Path != written).Take(memos.Count - MostMemos))
                {
                    Remove(memo.Path, () => File.Delete(memo.Path));
                }

                Evict(entries, maxByteLength, written);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.WarnOnce("upkeep", $"what is old cannot be removed: {e.Message}");
        }
    }

    /// <summary>Removes unfinished files that no process has open.</summary>
    public static void Sweep(IEnumerable<CacheFile> others)
    {
        foreach (CacheFile file in others)
        {
            if (CacheNames.IsPassing(file.Path) && (DateTime.UtcNow - file.LastUse).Duration() > LeftBehind)
            {
                Remove(file.Path, () => EntryLock.Take(file.Path, TimeSpan.Zero)?.Dispose());
            }
        }
    }

    /// <summary>Removes entries until the rest fits.</summary>
    /// <param name="entries">The entries, least recently used first.</param>
    /// <param name="maxByteLength">How many bytes may stay.</param>
    /// <param name="written">An entry that stays.</param>
    /// <returns>What was removed.</returns>
    public static List<CacheFile> Evict(IReadOnlyList<CacheFile> entries, long maxByteLength, string? written = null)
    {
        List<CacheFile> removed = [];
        long left = entries.Sum(file => file.ByteLength);
        foreach (CacheFile file in entries)
        {
            if (left <= maxByteLength)
            {
                break;
            }

            if (file.Path != written && Remove(file.Path, () => File.Delete(file.Path)))
            {
                left -= file.ByteLength;
                removed.Add(file);
            }
        }

        return removed;
    }

    // Windows keeps files that somebody has mapped, and another process may be faster.
    private static bool Remove(string path, Action remove)
    {
        try
        {
            remove();
            return !File.Exists(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
