using TypedRtx.Backends;
using TypedRtx.Cuda;

namespace TypedRtx.OnnxRuntime;

/// <summary>Runs, and the copies around them.</summary>
internal sealed unsafe partial class OrtCudaBinding
{
    private readonly Action _runOrRecord;

    // Belongs to who holds the session's queue.
    private CancellationToken _cancellationToken;

    /// <inheritdoc />
    /// <remarks>A recorded run cannot be stopped: the token is looked at before it begins. Others stop between two operators.</remarks>
    public void Run(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ISessionBinding));
        cancellationToken.ThrowIfCancellationRequested();
        RequireAlive(_inputs);
        RequireAlive(_outputs);
        try
        {
            _session.Cuda.MakeCurrent();
            if (!_session.IsSerial)
            {
                RunPlain(cancellationToken);
                return;
            }

            lock (_session.Queue)
            {
                if (_recorder?.Graph is { } graph)
                {
                    Replay(graph);
                }
                else if (_session.Recording.IsWanted)
                {
                    _cancellationToken = cancellationToken;
                    _session.Thread.Run(_runOrRecord);
                }
                else
                {
                    RunAndNote(cancellationToken);
                }
            }
        }
        catch (CudaException error)
        {
            throw new InferenceException(error.Message, error);
        }

        GC.KeepAlive(this);
    }

    private void RunOrRecord()
    {
        CancellationToken cancellationToken = _cancellationToken;
        _session.Cuda.MakeCurrent();
        if (_recorder?.TryRecord() is { } graph)
        {
            Replay(graph);
        }
        else
        {
            RunAndNote(cancellationToken);
        }
    }

    private void RunAndNote(CancellationToken cancellationToken)
    {
        try
        {
            RunPlain(cancellationToken);
        }
        catch (InferenceException) when (_recorder?.TakeLeftError() == true)
        {
            RunPlain(cancellationToken);
        }

        _recorder?.TakeLeftError();
        _recording.PlainRuns++;
    }

    private void RunPlain(CancellationToken cancellationToken)
    {
        bool isDone = false;
        _session.Gate.EnterRun();
        try
        {
            Upload();
            if (!_session.IsSerial)
            {
                // The library works in streams of its own, which wait for nothing of ours.
                _stream.Synchronize();
            }

            _binding.Run(cancellationToken);
            if (Download())
            {
                _stream.Synchronize();
            }

            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                Abandon();
            }

            _session.Gate.ExitRun();
        }
    }

    private void Replay(CudaGraph graph)
    {
        bool isDone = false;
        _session.Gate.EnterRun();
        try
        {
            Upload();
            graph.Launch(_stream);
            Download();
            _stream.Synchronize();
            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                Abandon();
            }

            _session.Gate.ExitRun();
        }
    }

    // What was queued may still read and write memory that the caller only lends, so it is waited for whatever comes of it.
    private void Abandon() => _ = _session.Cuda.Library.Api.StreamSynchronize(_stream.Pointer);

    private void Upload()
    {
        foreach (OrtCudaTensor input in _inputs)
        {
            if (input.Place == OrtCudaPlace.Copied && input.ByteLength > 0)
            {
                _stream.Upload(input.Stage, (void*)input.HostAddress, input.ByteLength);
            }
        }
    }

    private bool Download()
    {
        bool isAny = false;
        foreach (OrtCudaTensor output in _outputs)
        {
            if (output.Place == OrtCudaPlace.Copied && output.ByteLength > 0)
            {
                _stream.Download((void*)output.HostAddress, output.Stage, output.ByteLength);
                isAny = true;
            }
        }

        return isAny;
    }

    private static void RequireAlive(OrtCudaTensor[] tensors)
    {
        foreach (OrtCudaTensor tensor in tensors)
        {
            ObjectDisposedException.ThrowIf(tensor.IsGone, typeof(TensorMemory));
        }
    }
}
