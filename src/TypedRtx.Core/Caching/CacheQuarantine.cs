using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Caching;

/// <summary>Puts bad entries aside, a bounded number of them, for people who want to know what happened.</summary>
internal sealed class CacheQuarantine(CacheFolders folders, CacheLog log)
{
    private const int MaxFiles = 16;
    private const long MaxBytes = 64L << 20;

    /// <summary>Moves a file away, or deletes it when that fails.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">Why, for the log.</param>
    /// <param name="file">The file, where it is open: another that took its name meanwhile stays.</param>
    public void Take(string path, string reason, SafeFileHandle? file = null)
    {
        string done;
        try
        {
            done = Move(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            done = Delete(path);
        }

        log.Warn($"the entry '{path}' is not used: {reason}. {done}");
    }

    private string Move(string path, SafeFileHandle? file)
    {
        if (folders.MakeQuarantine() is not { } folder)
        {
            return Delete(path);
        }

        string target = Path.Combine(folder, CacheNames.Quarantined(Path.GetFileName(path)));
        File.Move(path, target);
        if (file is not null && !EntryFile.IsNameOf(target, file))
        {
            File.Move(target, path, overwrite: false);
            return "Another took its place meanwhile.";
        }

        Trim(folder);
        return File.Exists(target) ? $"It was moved to '{target}'." : "It was deleted.";
    }

    private static string Delete(string path)
    {
        try
        {
            File.Delete(path);
            return "It was deleted.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"It cannot be removed: {e.Message}";
        }
    }

    // Newest first, and the rest out: engines are large, and nobody looks at the seventeenth.
    private static void Trim(string folder)
    {
        long bytes = 0;
        int count = 0;
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            count++;
            bytes += file.Exists ? file.Length : 0;
            if (count > MaxFiles || bytes > MaxBytes)
            {
                Delete(file.FullName);
            }
        }
    }
}
