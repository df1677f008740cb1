using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Native;

/// <summary>How many names an open file has, which .NET does not tell.</summary>
internal static unsafe class HardLinks
{
    /// <summary>The number of names; null where the system does not say.</summary>
    public static long? Count(SafeFileHandle file) => OperatingSystem.IsWindows() ? OfWindows(file) : FileStatus.Of(file)?.Links;

    // BY_HANDLE_FILE_INFORMATION of fileapi.h, 52 bytes: nNumberOfLinks at 40. Not tested.
    private static long? OfWindows(SafeFileHandle file)
    {
        if (!NativeLibrary.TryLoad("kernel32.dll", out nint kernel)
            || !NativeLibrary.TryGetExport(kernel, "GetFileInformationByHandle", out nint function))
        {
            return null;
        }

        bool added = false;
        file.DangerousAddRef(ref added);
        try
        {
            uint* information = stackalloc uint[16];
            nint handle = file.DangerousGetHandle();
            return ((delegate* unmanaged<nint, void*, int>)function)(handle, information) != 0 ? information[10] : null;
        }
        finally
        {
            file.DangerousRelease();
        }
    }
}
