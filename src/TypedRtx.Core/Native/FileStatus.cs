using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Native;

/// <summary>What a Unix system says of a file and .NET does not: whose it is, how many names it has, and which file it is.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Node">The file's number there; with the device it tells files apart.</param>
/// <param name="Owner">The number of the user who owns it.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Mode">Type and rights.</param>
/// <param name="Changed">
/// When its content, owner, rights or names last changed, in nanoseconds since 1970. Programs cannot set it. Null where the file system
/// does not keep it.
/// </param>
internal readonly record struct FileStatus(ulong Device, ulong Node, uint Owner, long Links, uint Mode, long? Changed)
{
    private const uint TypeMask = 0xF000;
    private const uint OthersMayWriteMask = 0x12;

    /// <summary>Whether it is an ordinary file.</summary>
    public bool IsFile => (Mode & TypeMask) == 0x8000;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => (Mode & TypeMask) == 0x4000;

    /// <summary>Whether group or others may write.</summary>
    public bool OthersMayWrite => (Mode & OthersMayWriteMask) != 0;

    /// <summary>The status of an open file; null where the system does not say.</summary>
    public static unsafe FileStatus? Of(SafeFileHandle file)
    {
        bool added = false;
        file.DangerousAddRef(ref added);
        try
        {
            byte none = 0;
            return Read((int)file.DangerousGetHandle(), &none, followsLinks: true);
        }
        finally
        {
            file.DangerousRelease();
        }
    }

    /// <summary>The status of what a path names, links not followed; null where nothing is there or the system does not say.</summary>
    public static unsafe FileStatus? Of(string path)
    {
        byte[] name = Encoding.UTF8.GetBytes(path + "\0");
        fixed (byte* first = name)
        {
            return Read(-1, first, followsLinks: false);
        }
    }

    /// <summary>The user whom the system lets this process act for; null where it does not say.</summary>
    public static unsafe uint? CurrentUser() =>
        !OperatingSystem.IsWindows() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "geteuid", out nint function)
            ? ((delegate* unmanaged<uint>)function)()
            : null;

    private static unsafe FileStatus? Read(int descriptor, byte* path, bool followsLinks) =>
        OperatingSystem.IsLinux() ? OfStatx(descriptor, path, followsLinks)
        : OperatingSystem.IsMacOS() ? OfStat(descriptor, path)
        : null;

    // struct statx of linux/stat.h, the same on every architecture: 256 bytes; stx_mask at 0, stx_nlink at 16, stx_uid at 20,
    // stx_mode (16 bits) at 28, stx_ino at 32, stx_ctime at 96 (seconds, nanoseconds), stx_dev_major at 136, stx_dev_minor at 140. In
    // glibc from 2.28 on; where a library has no such function, the question stays open.
    private static unsafe FileStatus? OfStatx(int descriptor, byte* path, bool followsLinks)
    {
        const int currentFolder = -100;
        const int linkItself = 0x100;
        const int emptyPath = 0x1000;
        const uint wanted = 0x10F;
        const uint changed = 0x80;
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "statx", out nint statx))
        {
            return null;
        }

        ulong* status = stackalloc ulong[32];
        uint* words = (uint*)status;
        int result = ((delegate* unmanaged<int, byte*, int, uint, void*, int>)statx)(
            descriptor < 0 ? currentFolder : descriptor, path, followsLinks ? emptyPath : linkItself, wanted | changed, status);
        return result == 0 && (words[0] & wanted) == wanted
            ? new FileStatus(
                ((ulong)words[34] << 32) | words[35],
                status[4],
                words[5],
                words[4],
                *(ushort*)(words + 7),
                (words[0] & changed) != 0 ? Nanoseconds((long)status[12], words[26]) : null)
            : null;
    }

    // struct stat of sys/stat.h with 64-bit inodes, 144 bytes: st_dev (32 bits) at 0, st_mode (16) at 4, st_nlink (16) at 6,
    // st_ino at 8, st_uid at 16, st_ctimespec at 64. On Intel that layout has names of its own. Not tested.
    private static unsafe FileStatus? OfStat(int descriptor, byte* path)
    {
        string suffix = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "$INODE64" : "";
        string name = (descriptor < 0 ? "lstat" : "fstat") + suffix;
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out nint function))
        {
            return null;
        }

        ulong* status = stackalloc ulong[32];
        uint* words = (uint*)status;
        ushort* halves = (ushort*)status;
        int result = descriptor < 0
            ? ((delegate* unmanaged<byte*, void*, int>)function)(path, status)
            : ((delegate* unmanaged<int, void*, int>)function)(descriptor, status);
        return result == 0
            ? new FileStatus(words[0], status[1], words[4], halves[3], halves[2], Nanoseconds((long)status[8], (long)status[9]))
            : null;
    }

    private static long Nanoseconds(long seconds, long nanoseconds) => (seconds * 1_000_000_000) + nanoseconds;
}
