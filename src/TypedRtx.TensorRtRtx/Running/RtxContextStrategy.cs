using TypedRtx.Backends;

namespace TypedRtx.TensorRtRtx;

/// <summary>How the library compiles and records in a context.</summary>
/// <param name="Specialization">When kernels are compiled for the lengths of runs: in the background, in the run that needs them, never.</param>
/// <param name="RecordsGraphs">Whether runs become graphs.</param>
internal readonly record struct RtxContextStrategy(Specialization Specialization, bool RecordsGraphs)
{
    /// <summary>Whether kernels are compiled in the background, and taken at a time of the library's own.</summary>
    public bool CompilesInBackground => Specialization == Specialization.Lazy;

    /// <summary>Whether runs may have to be kept apart from those in other contexts.</summary>
    public bool MayRecord => RecordsGraphs || CompilesInBackground;

    /// <summary>
    /// Whether sessions for lengths stand beside one that never compiles for lengths. The library by itself would take its time: from a
    /// cache it reaches the specialised kernels after hundreds of runs only.
    /// </summary>
    public static bool IsBySession(BackendRequest request) =>
        request.Options is { Specialization: not Specialization.None, SpecializesInLibrary: false } && request.Model.Plan.Symbols.Count > 0;

    /// <summary>The strategy of contexts of a kind.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="isBySession">Whether there are sessions for lengths.</param>
    public static RtxContextStrategy Of(ModelOptions options, RtxContextKind kind, bool isBySession)
    {
        bool records = options.CudaGraphs != CudaGraphs.Disabled;
        return kind switch
        {
            RtxContextKind.Specialized => new(Specialization.Eager, records),

            // Recorded runs hardly feel a session that compiles; others wait for the driver with each kernel. Several runs at once are not
            // recorded: what one does for the first time ended another's recording in 1.6.1.
            RtxContextKind.General when isBySession => new(Specialization.None, records && options.MaxConcurrency is not > 1),
            RtxContextKind.General => new(options.Specialization, records),
            _ => new(Specialization.None, RecordsGraphs: false),
        };
    }
}
