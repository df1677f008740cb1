using System.Runtime.InteropServices;
using System.Text;

namespace TypedRtx.Native;

/// <summary>
/// Puts the names of a folder on the disk, which .NET does not do: it opens no folders. Windows writes names with its own journal
/// and has no such call.
/// </summary>
internal static unsafe class FolderSync
{
    /// <summary>Flushes a folder; false where the system does not or says no. Names then reach the disk when it sees fit.</summary>
    public static bool TryFlush(string folder)
    {
        nint program = NativeLibrary.GetMainProgramHandle();
        if (OperatingSystem.IsWindows()
            || !NativeLibrary.TryGetExport(program, "open", out nint open)
            || !NativeLibrary.TryGetExport(program, "fsync", out nint fsync)
            || !NativeLibrary.TryGetExport(program, "close", out nint close))
        {
            return false;
        }

        // Read-only and closed on exec: O_CLOEXEC of fcntl.h.
        int flags = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
        int descriptor;
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + "\0"))
        {
            descriptor = ((delegate* unmanaged<byte*, int, int>)open)(path, flags);
        }

        if (descriptor < 0)
        {
            return false;
        }

        bool isFlushed = ((delegate* unmanaged<int, int>)fsync)(descriptor) == 0;
        _ = ((delegate* unmanaged<int, int>)close)(descriptor);
        return isFlushed;
    }
}
