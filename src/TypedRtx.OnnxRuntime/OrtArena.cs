using System.Globalization;
using System.Runtime.InteropServices;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>How much memory a session took for weights of its own and for what it computes.</summary>
internal static unsafe class OrtArena
{
    /// <summary>The size of a session's arena in bytes; 0 where it has none, or the library does not tell (before 1.23).</summary>
    /// <param name="environment">What the session runs in.</param>
    /// <param name="session">The session.</param>
    /// <param name="memoryInfo">Which memory.</param>
    public static long ByteLength(OrtEnvironment environment, OrtHandle session, OrtHandle memoryInfo)
    {
        ref readonly OrtApi api = ref environment.Library.Api;
        if (api.AllocatorGetStats is null)
        {
            return 0;
        }

        nint allocator;
        if (Failed(api, api.CreateAllocator(session.Pointer, memoryInfo.Pointer, &allocator)))
        {
            return 0;
        }

        try
        {
            nint stats;
            if (Failed(api, api.AllocatorGetStats(allocator, &stats)))
            {
                return 0;
            }

            try
            {
                fixed (byte* key = "TotalAllocated"u8)
                {
                    string? text = Marshal.PtrToStringUTF8((nint)api.GetKeyValue(stats, key));
                    return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : 0;
                }
            }
            finally
            {
                api.ReleaseKeyValuePairs(stats);
            }
        }
        finally
        {
            api.ReleaseAllocator(allocator);
        }
    }

    private static bool Failed(in OrtApi api, nint status)
    {
        if (status == 0)
        {
            return false;
        }

        api.ReleaseStatus(status);
        return true;
    }
}
