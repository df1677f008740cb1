using System.Globalization;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>The memory of this process as Linux counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>What is in memory now, in bytes.</summary>
    public static long Resident => Read("VmRSS:");

    /// <summary>The most that was in memory at once so far, in bytes.</summary>
    public static long Peak => Read("VmHWM:");

    private static long Read(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
