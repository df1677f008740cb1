using System.Runtime.InteropServices;

namespace TypedRtx.Native;

/// <summary>The heap of native libraries.</summary>
internal static unsafe class NativeHeap
{
    /// <summary>
    /// Gives memory that libraries freed back to the system. The heap of glibc keeps most of it: opening and closing sessions of a
    /// model of 440 MB left 1.3 GB. Takes up to some ten milliseconds, in which other threads may wait for memory. Does nothing on
    /// systems whose heap has no such function.
    /// </summary>
    public static void Trim()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "malloc_trim", out nint trim))
        {
            ((delegate* unmanaged<nuint, int>)trim)(0);
        }
    }
}
