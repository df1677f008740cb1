namespace TypedRtx.TestKit;

/// <summary>Counts what code allocates.</summary>
public static class Allocations
{
    private const int Warmups = 50;
    private const int Runs = 50;
    private const int Samples = 10;

    /// <summary>The bytes that fifty runs of an action allocate on this thread once it is warm; 0 when nothing is allocated.</summary>
    /// <remarks>
    /// The least of some samples: a collection that other threads start while one is taken counts the rest of this thread's
    /// allocation window, up to 8 KiB, as allocated. What an action allocates itself is in every sample.
    /// </remarks>
    public static long Of(Action action)
    {
        Repeat(action, Warmups);
        long least = long.MaxValue;
        for (int sample = 0; sample < Samples && least > 0; sample++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(action, Runs);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static void Repeat(Action action, int times)
    {
        for (int i = 0; i < times; i++)
        {
            action();
        }
    }
}
