using TypedRtx.Native;

namespace TypedRtx.Caching;

/// <summary>
/// Whether nobody but this user can have written a file or folder of a cache. Entries become machine code, and a checksum is
/// no signature.
/// </summary>
/// <remarks>
/// The superuser is trusted: a cache that an image was built with belongs to them, and they need no cache to run code here. On
/// Windows access lists decide, which folders in a user's profile have right; there only links are refused. Not tested on
/// Windows and macOS.
/// </remarks>
internal static class CacheTrust
{
    /// <summary>Why a folder that exists is not used; null when it is.</summary>
    public static string? RefusalOfFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return RefusalOfLink(path);
        }

        return FileStatus.Of(path) is not { } status ? "the system does not say whose it is"
            : !status.IsFolder ? "it is a link or a file, and a folder was expected"
            : RefusalOf(status);
    }

    /// <summary>Why a file that exists is not opened; null when it is. Asked before, so that opening cannot wait for a pipe.</summary>
    /// <exception cref="IOException">It is gone, or the system does not say whose it is, which says nothing about the file.</exception>
    public static string? RefusalOfFile(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return RefusalOfLink(path);
        }

        return FileStatus.Of(path) is not { } status
            ? throw (File.Exists(path)
                ? new IOException($"The system does not say whose '{path}' is.")
                : new FileNotFoundException($"There is no '{path}'.", path))
            : !status.IsFile ? "it is a link or a folder, and a file was expected"
            : RefusalOf(status);
    }

    private static string? RefusalOfLink(string path) =>
        (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0 ? "it is a link" : null;

    private static string? RefusalOf(FileStatus status)
    {
        uint? user = FileStatus.CurrentUser();
        return status.Owner != user && status.Owner != 0 ? $"it belongs to another user ({status.Owner}, not {user})"
            : status.OthersMayWrite ? "its group or others may write to it (chmod go-w takes that from them)"
            : null;
    }
}
