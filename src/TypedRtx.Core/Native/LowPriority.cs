using System.Runtime.InteropServices;

namespace TypedRtx.Native;

/// <summary>Has a thread give way to others, which <see cref="ThreadPriority"/> does on Windows alone.</summary>
internal static unsafe class LowPriority
{
    private const int Lowest = 19;
    private const int Tenth = 10;

    /// <summary>
    /// Lowers the calling thread as far as it goes, for good: it must be one of its own. Linux counts priorities by thread and takes 0
    /// for the calling one; elsewhere they belong to processes, and nothing happens.
    /// </summary>
    public static void Enter() => Enter(Lowest);

    /// <summary>As <see cref="Enter()"/>, but where others want all of the processor, a tenth of it stays for the thread.</summary>
    public static void EnterTenth() => Enter(Tenth);

    private static void Enter(int level)
    {
        const int byProcess = 0;
        if (OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "setpriority", out nint function))
        {
            _ = ((delegate* unmanaged<int, uint, int, int>)function)(byProcess, 0, level);
        }
    }
}
