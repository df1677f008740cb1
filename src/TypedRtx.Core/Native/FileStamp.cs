using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Native;

/// <summary>
/// What a system says of a file without reading it, and what changes when somebody writes to it. Length and time of writing are easily
/// set back; the time of change is not.
/// </summary>
/// <param name="ByteLength">Its length.</param>
/// <param name="Written">When it was last written, in ticks.</param>
/// <param name="Changed">When the system last changed anything about it, in nanoseconds since 1970.</param>
/// <param name="Device">The file system.</param>
/// <param name="Node">Which file there.</param>
internal readonly record struct FileStamp(long ByteLength, long Written, long Changed, ulong Device, UInt128 Node)
{
    /// <summary>The stamp of an open file; null where the system or the file system does not say all of it.</summary>
    /// <exception cref="IOException">The file cannot be asked.</exception>
    public static FileStamp? Of(SafeFileHandle file)
    {
        (long Changed, ulong Device, UInt128 Node)? identity = OperatingSystem.IsWindows()
            ? OfWindows(file)
            : FileStatus.Of(file) is { Changed: { } changed } status ? (changed, status.Device, status.Node) : null;
        return identity is { } found
            ? new FileStamp(
                RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file).Ticks, found.Changed, found.Device, found.Node)
            : null;
    }

    /// <summary>The stamp as text, equal for equal stamps alone.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ByteLength} {Written} {Changed} {Device} {Node}");

    // FILE_BASIC_INFO, class 0, 40 bytes: ChangeTime at 24, in steps of 100 ns since 1601. FILE_ID_INFO, class 18, 24 bytes:
    // VolumeSerialNumber at 0, FileId (16 bytes) at 8. Both of GetFileInformationByHandleEx of winbase.h. Not tested.
    private static unsafe (long Changed, ulong Device, UInt128 Node)? OfWindows(SafeFileHandle file)
    {
        const int basicInfo = 0;
        const int idInfo = 18;
        if (!NativeLibrary.TryLoad("kernel32.dll", out nint kernel)
            || !NativeLibrary.TryGetExport(kernel, "GetFileInformationByHandleEx", out nint export))
        {
            return null;
        }

        bool added = false;
        file.DangerousAddRef(ref added);
        try
        {
            delegate* unmanaged<nint, int, void*, uint, int> function = (delegate* unmanaged<nint, int, void*, uint, int>)export;
            long* basic = stackalloc long[5];
            ulong* id = stackalloc ulong[3];
            nint handle = file.DangerousGetHandle();
            return function(handle, basicInfo, basic, 40) != 0 && function(handle, idInfo, id, 24) != 0
                ? ((basic[3] - DateTime.UnixEpoch.ToFileTimeUtc()) * 100, id[0], new UInt128(id[2], id[1]))
                : null;
        }
        finally
        {
            file.DangerousRelease();
        }
    }
}
