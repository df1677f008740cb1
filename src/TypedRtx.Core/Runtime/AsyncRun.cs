namespace TypedRtx.Runtime;

/// <summary>Runs on the thread pool, with the wait for a free slot not holding a thread.</summary>
internal static class AsyncRun
{
    public static async Task<TResult> Start<TResult>(
        ModelRuntime runtime,
        RunBuffers buffers,
        Func<OutputLease, TResult> read,
        CancellationToken cancellationToken)
    {
        bool succeeded = false;
        try
        {
            await runtime.Gate.EnterAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await Task.Run(() => buffers.Run(cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                runtime.Gate.Exit();
            }

            runtime.Metrics.Ran();
            succeeded = true;
        }
        finally
        {
            if (!succeeded)
            {
                buffers.Dispose();
            }
        }

        using OutputLease lease = new(runtime, buffers);
        return read(lease);
    }
}
