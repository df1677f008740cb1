using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Caching;

/// <summary>
/// Keeps entries as files: <c>root/v1/hash of the model/kind-hash of the key.entry</c>. Readers take no lock; a published file
/// is never written again. Touches nothing before it is first asked.
/// </summary>
internal sealed class FileCacheStore : ICacheStore
{
    private readonly CacheMode _mode;
    private readonly CacheLog _log;
    private readonly CacheFolders _folders;
    private readonly CacheQuarantine _quarantine;
    private readonly CacheUpkeep _upkeep;

    /// <summary>Makes a store over a folder.</summary>
    /// <param name="root">The folder's absolute path; made for its owner alone when something is first written.</param>
    /// <param name="mode">Whether the store is read and written.</param>
    /// <param name="logger">Where trouble is logged.</param>
    /// <param name="maxByteLength">How many bytes of entries are kept.</param>
    public FileCacheStore(
        string root, CacheMode mode = CacheMode.ReadWrite, ILogger? logger = null, long maxByteLength = CacheOptions.DefaultMaxByteLength)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        Root = Path.GetFullPath(root);
        _mode = mode;
        _log = new CacheLog(logger);
        _folders = new CacheFolders(Root, _log);
        _quarantine = new CacheQuarantine(_folders, _log);
        _upkeep = new CacheUpkeep(_folders, _log, maxByteLength);
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <inheritdoc />
    public CacheEntry? Read(CacheKey key) => Read(key, null);

    /// <inheritdoc />
    public CacheEntry? Read(CacheKey key, CacheChecks? checks)
    {
        ArgumentNullException.ThrowIfNull(key);
        string name = CacheNames.FileOf(key);
        try
        {
            return _mode == CacheMode.Off ? null : Find(key, name) is { } path ? Open(path, CacheNames.TextOf(key), checks) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The entry may be good, and the disk, the network or the process's limits may not: it stays.
            _log.WarnOnce("read", $"an entry in '{Root}' cannot be read: {e.Message}");
            return null;
        }
    }

    /// <inheritdoc />
    public bool Write(CacheKey key, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(write);
        string name = CacheNames.FileOf(key);
        if (_mode != CacheMode.ReadWrite)
        {
            return false;
        }

        string? temporary = null;
        FileStream? file = null;
        try
        {
            if (Create(key, out temporary) is not { } created)
            {
                return false;
            }

            file = created;
            string path = Path.Combine(Path.GetDirectoryName(temporary)!, name);
            Exception? failure = EntryWriter.Fill(file, CacheNames.TextOf(key), write);
            failure ??= EntryWriter.Publish(file, temporary!, path, flushes: key.Kind != IdentityMemo.Kind);
            if (failure is not null)
            {
                _log.WarnOnce("write", $"nothing can be kept in '{Root}': {failure.Message}");
                return false;
            }

            temporary = null;
            _upkeep.Run(path);
            return true;
        }
        finally
        {
            Discard(file, temporary);
        }
    }

    /// <inheritdoc />
    public void Quarantine(CacheKey key, string reason)
    {
        ArgumentNullException.ThrowIfNull(key);
        string name = CacheNames.FileOf(key);
        try
        {
            if (_mode == CacheMode.ReadWrite && Find(key, name) is { } path && Path.Exists(path))
            {
                _quarantine.Take(path, reason);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.WarnOnce("read", $"an entry in '{Root}' cannot be put aside: {e.Message}");
        }
    }

    /// <inheritdoc />
    public IDisposable? Lock(CacheKey key, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        string name = CacheNames.FileOf(key);
        try
        {
            return _mode == CacheMode.ReadWrite && _folders.Make(CacheNames.FolderOf(key)) is { } folder
                ? EntryLock.Take(Path.Combine(folder, CacheNames.LockOf(name)), timeout, cancellationToken)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.WarnOnce("lock", $"nothing can be locked in '{Root}', and what several processes need is made by each: {e.Message}");
            return null;
        }
    }

    private string? Find(CacheKey key, string name) =>
        _folders.Find(CacheNames.FolderOf(key)) is { } folder && Path.Exists(Path.Combine(folder, name)) ? Path.Combine(folder, name) : null;

    private MappedEntry? Open(string path, string keyText, CacheChecks? checks)
    {
        SafeFileHandle? file = EntryFile.Open(path, out string? refusal);
        if (file is null)
        {
            PutAside(path, refusal!, null);
            return null;
        }

        MappedEntry? entry = EntryUse.Take(
            file, keyText, 0, RandomAccess.GetLength(file), checks, $"the entry '{path}'", reason => PutAside(path, reason, file));
        if (entry is not null && _mode == CacheMode.ReadWrite)
        {
            CacheFile.Touch(path);
        }

        return entry;
    }

    private void PutAside(string path, string refusal, SafeFileHandle? file)
    {
        // Another process may have put a good one in its place meanwhile, which stays.
        if (_mode == CacheMode.ReadWrite && (file is null || EntryFile.IsNameOf(path, file)))
        {
            _quarantine.Take(path, refusal, file);
        }
        else
        {
            _log.Warn($"the entry '{path}' is not used: {refusal}.");
        }
    }

    private FileStream? Create(CacheKey key, out string? temporary)
    {
        temporary = null;
        try
        {
            if (_folders.Make(CacheNames.FolderOf(key)) is not { } folder)
            {
                return null;
            }

            temporary = Path.Combine(folder, CacheNames.Temporary());
            return EntryWriter.Create(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.WarnOnce("write", $"nothing can be kept in '{Root}': {e.Message}");
            return null;
        }
    }

    private void Discard(FileStream? file, string? temporary)
    {
        try
        {
            file?.Dispose();
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Gone with its folder.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.WarnOnce("discard", $"a file that was not finished stays in '{Root}': {e.Message}");
        }
    }
}
