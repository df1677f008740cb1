using System.Diagnostics;
using TypedRtx.Cuda;
using TypedRtx.Cuda.Native;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// Records the run of a binding, so that it is queued as a whole from then on: once its lengths ran often enough in the session that the
/// library has chosen its kernels and allocated all it needs, which a recording may not do.
/// </summary>
/// <remarks>
/// Belongs to who holds the session's <see cref="OrtCudaSession.Queue"/>. Records on the session's thread alone, because the library
/// allocates in its first run on each.
/// </remarks>
internal sealed class OrtCudaRecorder : IDisposable
{
    // The library learns in the first run what memory the lengths need, and allocates it in the second.
    private const int PlainRuns = 2;
    private const int MaxAttempts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private static readonly (string, string)[] Entries = [("gpu_graph_id", "-1"), ("disable_synchronize_execution_providers", "1")];

    private readonly OrtCudaSession _session;
    private readonly OrtCudaRecording _recording;
    private readonly OrtBinding _binding;
    private readonly OrtCudaTensor[] _inputs;
    private readonly OrtCudaTensor[] _outputs;
    private bool _hasLeftError;

    public OrtCudaRecorder(
        OrtCudaSession session, OrtCudaRecording recording, OrtBinding binding, OrtCudaTensor[] inputs, OrtCudaTensor[] outputs)
    {
        _session = session;
        _recording = recording;
        _binding = binding;
        _inputs = inputs;
        _outputs = outputs;
    }

    /// <summary>The recorded run; null where there is none of what is bound.</summary>
    public CudaGraph? Graph { get; private set; }

    /// <summary>Forgets the recorded run, because something else is bound.</summary>
    public void Forget()
    {
        Graph?.Dispose();
        Graph = null;
    }

    /// <summary>Whether a recording failed just now, the error of which the library may take for that of the next run.</summary>
    public bool TakeLeftError()
    {
        bool hasLeftError = _hasLeftError;
        _hasLeftError = false;
        return hasLeftError;
    }

    /// <summary>Records a run, which is not done yet; null where it is too early, cannot be, or fails, after which nothing has changed.</summary>
    public CudaGraph? TryRecord()
    {
        if (!_recording.IsWanted || _recording.PlainRuns < PlainRuns || !IsAllOnDevice(_inputs) || !IsAllOnDevice(_outputs))
        {
            return null;
        }

        if (!_session.Places.AreAllOnDevice)
        {
            _recording.GiveUp("the model reads inputs or makes outputs on the CPU.");
            return null;
        }

        long start = Stopwatch.GetTimestamp();
        if (!_session.Gate.Opening.TryEnter(Patience))
        {
            return null;
        }

        TimeSpan alone;
        nint graph;
        string? failure;
        try
        {
            failure = Record(out graph, out alone);
        }
        finally
        {
            _session.Gate.Opening.Exit();
        }

        if (failure is null)
        {
            try
            {
                Graph = CudaGraph.Instantiate(_session.Stream, graph);
                _recording.Recorded(Stopwatch.GetElapsedTime(start), alone, Graph.CopiedByteLength);
                return Graph;
            }
            catch (CudaException error)
            {
                failure = error.Message;
            }
        }

        _hasLeftError = true;
        _recording.Failed(failure);
        if (++_recording.FailedRecordings >= MaxAttempts)
        {
            _recording.GiveUp(failure);
        }

        _recording.PlainRuns = 0;
        return null;
    }

    public void Dispose() => Forget();

    private string? Record(out nint graph, out TimeSpan alone)
    {
        nint status = 0;
        CudaResult result;
        using OrtHandle options = OrtRunOptions.Create(_session.Session.Environment, Entries);
        _session.Gate.EnterRecording();
        long start = Stopwatch.GetTimestamp();
        try
        {
            result = CudaGraph.Record(_session.Stream, () => (status = _binding.Run(options)) == 0, out graph);
        }
        finally
        {
            alone = Stopwatch.GetElapsedTime(start);
            _session.Gate.ExitRecording();
        }

        return status != 0 ? OrtError.Take(_session.Session.Environment.Library.Api, status).Message
            : result != CudaResult.Success ? CudaErrors.Error(_session.Cuda.Library, result, "record a run").Message
            : graph == 0 ? "The run left nothing to be recorded."
            : null;
    }

    private static bool IsAllOnDevice(OrtCudaTensor[] tensors) =>
        !Array.Exists(tensors, static tensor => tensor.Place == OrtCudaPlace.OnHost);
}
