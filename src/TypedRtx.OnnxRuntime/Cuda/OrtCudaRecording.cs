using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>Whether runs of a session, or of some lengths of one, are recorded once and replayed as a whole.</summary>
/// <param name="request">The model, for messages.</param>
/// <param name="isWanted">Whether they should be.</param>
/// <param name="refused">Told when the library refuses the model.</param>
internal sealed class OrtCudaRecording(BackendRequest request, bool isWanted, Action refused)
{
    /// <summary>Part of the error of a model that the library does not record, because parts of it run on the CPU.</summary>
    public const string RefusalMark = "cannot use the graph capture feature";

    // The library does not record itself: its recordings keep every other thread from the GPU, and belong to one thread each.
    private static readonly (string, string)[] Unrecorded = [("gpu_graph_id", "-1")];

    private volatile bool _isWanted = isWanted;

    /// <summary>They are not.</summary>
    public static OrtCudaRecording None(BackendRequest request) => new(request, isWanted: false, static () => { });

    /// <summary>Whether they are, until something speaks against it.</summary>
    public bool IsWanted => _isWanted;

    /// <summary>How many runs there were that were not recorded, as far as recording asks; belongs to who holds the session's queue.</summary>
    public int PlainRuns { get; set; }

    /// <summary>How many recordings failed; belongs to who holds the session's queue.</summary>
    public int FailedRecordings { get; set; }

    /// <summary>What the options of runs say.</summary>
    public IReadOnlyList<(string Key, string Value)> RunEntries => _isWanted ? Unrecorded : [];

    /// <summary>Whether an error says that the library does not record the model.</summary>
    public static bool IsRefusal(InferenceException error) =>
        error.Data[OrtError.DataKey] is string message && message.Contains(RefusalMark, StringComparison.Ordinal);

    /// <summary>The library refuses the model: no session of it is recorded.</summary>
    public void Refuse(string reason)
    {
        refused();
        GiveUp(reason);
    }

    /// <summary>A run was recorded.</summary>
    /// <param name="took">How long it took.</param>
    /// <param name="alone">How long nothing else ran on the GPU for it.</param>
    /// <param name="copied">How many bytes of the host it copies at each launch, as they were now.</param>
    public void Recorded(TimeSpan took, TimeSpan alone, long copied)
    {
        if (request.Options.Logger is { } logger && logger.IsEnabled(LogLevel.Debug))
        {
            logger.LogDebug(
                "{Model}: a run was recorded in {Took:F1} ms, {Alone:F1} ms of them with the GPU to itself; it copies {Copied} bytes of the host.",
                request.Model.Name, took.TotalMilliseconds, alone.TotalMilliseconds, copied);
        }
    }

    /// <summary>A recording failed, which is tried again or given up.</summary>
    public void Failed(string reason)
    {
        if (request.Options.Logger is { } logger && logger.IsEnabled(LogLevel.Debug))
        {
            logger.LogDebug("{Model}: a run was not recorded: {Reason}", request.Model.Name, reason);
        }
    }

    /// <summary>A recording failed: none is tried again.</summary>
    public void GiveUp(string reason)
    {
        if (!_isWanted)
        {
            return;
        }

        _isWanted = false;
        request.Options.Logger?.LogInformation(
            "{Model}: runs on the GPU are not recorded as graphs, each operator is started by itself: {Reason}", request.Model.Name, reason);
    }
}
