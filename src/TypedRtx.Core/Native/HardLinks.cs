using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Native;

/// <summary>How many names an open file has, which .NET does not tell.</summary>
internal static unsafe class HardLinks
{
    /// <summary>The number of names; null where the system does not say.</summary>
    public static long? Count(SafeFileHandle file)
    {
        bool added = false;
        file.DangerousAddRef(ref added);
        try
        {
            nint handle = file.DangerousGetHandle();
            return OperatingSystem.IsLinux() ? OfStatx((int)handle)
                : OperatingSystem.IsMacOS() ? OfStat((int)handle)
                : OperatingSystem.IsWindows() ? OfWindows(handle)
                : null;
        }
        finally
        {
            file.DangerousRelease();
        }
    }

    // struct statx of linux/stat.h, the same on every architecture: 256 bytes, stx_mask at 0, stx_nlink at 16. In glibc
    // from 2.28 on; where a library has no such function, the question stays open.
    private static long? OfStatx(int descriptor)
    {
        const int emptyPath = 0x1000;
        const uint linksWanted = 0x4;
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "statx", out nint statx))
        {
            return null;
        }

        uint* status = stackalloc uint[64];
        byte none = 0;
        int result = ((delegate* unmanaged<int, byte*, int, uint, void*, int>)statx)(
            descriptor, &none, emptyPath, linksWanted, status);
        return result == 0 && (status[0] & linksWanted) != 0 ? status[4] : null;
    }

    // struct stat of sys/stat.h with 64-bit inodes, 144 bytes: st_nlink, 16 bits, at 6. On Intel that layout has a name of
    // its own. Not tested.
    private static long? OfStat(int descriptor)
    {
        nint program = NativeLibrary.GetMainProgramHandle();
        string name = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "fstat$INODE64" : "fstat";
        if (!NativeLibrary.TryGetExport(program, name, out nint fstat))
        {
            return null;
        }

        ushort* status = stackalloc ushort[128];
        return ((delegate* unmanaged<int, void*, int>)fstat)(descriptor, status) == 0 ? status[3] : null;
    }

    // BY_HANDLE_FILE_INFORMATION of fileapi.h, 52 bytes: nNumberOfLinks at 40. Not tested.
    private static long? OfWindows(nint handle)
    {
        if (!NativeLibrary.TryLoad("kernel32.dll", out nint kernel)
            || !NativeLibrary.TryGetExport(kernel, "GetFileInformationByHandle", out nint function))
        {
            return null;
        }

        uint* information = stackalloc uint[16];
        return ((delegate* unmanaged<nint, void*, int>)function)(handle, information) != 0 ? information[10] : null;
    }
}
