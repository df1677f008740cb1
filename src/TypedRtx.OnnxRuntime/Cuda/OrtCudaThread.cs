using System.Runtime.ExceptionServices;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// The one thread on which a session whose runs are recorded is opened, and runs as long as nothing is recorded: the library allocates
/// on each thread that opens or first runs it, workspaces of cuBLAS among it, and no recording survives that. Recorded runs are launched
/// by any.
/// </summary>
internal sealed class OrtCudaThread : IDisposable
{
    private readonly Lock _callers = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly SemaphoreSlim _answered = new(0);
    private Thread? _thread;
    private Action? _work;
    private ExceptionDispatchInfo? _failure;
    private bool _isDisposed;

    /// <summary>Does something there, and waits for its end; on the caller's thread after disposal.</summary>
    public void Run(Action work)
    {
        lock (_callers)
        {
            if (!_isDisposed)
            {
                _thread ??= Start();
                _work = work;
                _asked.Release();
                _answered.Wait();
                ExceptionDispatchInfo? failure = _failure;
                _failure = null;
                failure?.Throw();
                return;
            }
        }

        work();
    }

    /// <summary>Makes something there, and waits for it; on the caller's thread after disposal.</summary>
    public T Make<T>(Func<T> make)
    {
        T? made = default;
        Run(() => { made = make(); });
        return made!;
    }

    /// <summary>Ends the thread, after what it does.</summary>
    public void Dispose()
    {
        lock (_callers)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                _work = null;
                _asked.Release();
            }
        }
    }

    private Thread Start()
    {
        Thread thread = new(Work) { IsBackground = true, Name = "TypedRtx: ONNX Runtime on CUDA" };
        thread.Start();
        return thread;
    }

    private void Work()
    {
        while (true)
        {
            _asked.Wait();
            if (_work is not { } work)
            {
                return;
            }

            _work = null;
            try
            {
                work();
            }
            catch (Exception error)
            {
                // The boundary of a thread: the caller's throws it.
                _failure = ExceptionDispatchInfo.Capture(error);
            }

            _answered.Release();
        }
    }
}
