using System.Runtime.InteropServices;

namespace TypedRtx.OnnxRuntime;

/// <summary>Keeps native objects that others own.</summary>
internal sealed class HandleHold : IDisposable
{
    private readonly SafeHandle[] _handles;
    private bool _isDisposed;

    public HandleHold(params SafeHandle[] handles)
    {
        _handles = handles;
        foreach (SafeHandle handle in handles)
        {
            bool added = false;
            handle.DangerousAddRef(ref added);
        }
    }

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            Array.ForEach(_handles, handle => handle.DangerousRelease());
        }
    }
}
