using System.Runtime.InteropServices;

namespace TypedRtx.Native;

/// <summary>Has a thread give way to others, which <see cref="ThreadPriority"/> does on Windows alone.</summary>
internal static unsafe class LowPriority
{
    private const int All = 39;
    private const int Tenth = 10;

    /// <summary>
    /// Lowers the calling thread as far as it goes, for good: it must be one of its own. Linux counts priorities by thread; elsewhere they
    /// belong to processes, and nothing happens.
    /// </summary>
    public static void Enter() => Lower(All);

    /// <summary>As <see cref="Enter"/>, but where others want all of the processor, a tenth of it stays for the thread.</summary>
    public static void EnterTenth() => Lower(Tenth);

    // By steps from where the process is, which may be low itself; past the lowest, the lowest is taken.
    private static void Lower(int steps)
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "nice", out nint function))
        {
            _ = ((delegate* unmanaged<int, int>)function)(steps);
        }
    }
}
