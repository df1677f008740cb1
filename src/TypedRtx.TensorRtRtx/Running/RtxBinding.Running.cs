using TypedRtx.Backends;
using TypedRtx.Cuda;

namespace TypedRtx.TensorRtRtx;

/// <summary>Runs, and which context they are in.</summary>
internal sealed partial class RtxBinding
{
    private RtxContext? _last;
    private RtxContext? _lastBeside;

    /// <inheritdoc />
    /// <remarks>A run on the GPU cannot be stopped, so the token is looked at before it begins and never after.</remarks>
    public void Run(CancellationToken cancellationToken) => Run(waits: !_engine.SpecializesBySession, cancellationToken);

    /// <inheritdoc />
    public void Prepare(CancellationToken cancellationToken) => Run(waits: true, cancellationToken);

    private void Run(bool waits, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ISessionBinding));
        cancellationToken.ThrowIfCancellationRequested();
        RequireBound();
        try
        {
            if (_session.RecordsNoMore || !TryRunRecorded(waits))
            {
                RunUnrecorded();
            }
        }
        catch (CudaException error)
        {
            throw new InferenceException(error.Message, error);
        }

        _session.CountRun();
        GC.KeepAlive(this);
    }

    // False where a session compiles, for seconds maybe.
    private bool TryRunRecorded(bool waits)
    {
        try
        {
            return TryRunIn(_contexts, ref _last, waits);
        }
        catch (InferenceException error) when (_session.MayDoWithoutRecording)
        {
            // Whether the GPU is at fault is known only now: conditions of a catch are looked at before the context cleans up.
            if (_last is not { HasFailedRecording: true, Fault: null })
            {
                throw;
            }

            RunUnrecorded();
            _session.StopRecording(error);
            return true;
        }
    }

    private void RunUnrecorded() => TryRunIn(_session.StepContexts, ref _lastBeside, waits: true);

    private bool TryRunIn(RtxContextPool contexts, ref RtxContext? last, bool waits)
    {
        last = contexts.Take(last);
        try
        {
            return last.TryRun(this, waits);
        }
        finally
        {
            contexts.Return(last);
        }
    }

    private void RequireBound()
    {
        for (int i = 0; i < Inputs.Length; i++)
        {
            if (_engine.Inputs[i] is { } input)
            {
                RtxMemory.RequireAlive(input, Inputs[i]);
                if (Inputs[i].Kind == RtxBoundKind.None)
                {
                    throw new InferenceException($"The input '{input.Name}' was not set.");
                }
            }
        }

        for (int i = 0; i < Outputs.Length; i++)
        {
            RtxMemory.RequireAlive(_engine.Outputs[i]!, Outputs[i]);
        }
    }
}
