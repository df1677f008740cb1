using Microsoft.Extensions.Logging;
using TypedRtx.Runtime.Adaptive;

namespace TypedRtx;

/// <summary>How to load and run a model. Every default works on every machine.</summary>
public sealed record ModelOptions
{
    /// <summary>The backend; <see cref="Backend.Auto"/> by default. One asked for by name that cannot run is an error.</summary>
    public Backend Backend { get; init; } = Backend.Auto;

    /// <summary>
    /// The model file; null for the place where the build put it: beside the program, or in the assembly. Relative paths
    /// start at the program's folder.
    /// </summary>
    public string? ModelPath { get; init; }

    /// <summary>
    /// The library of the backend that <see cref="Backend"/> names, or its folder; null to look in the usual places. For ONNX
    /// Runtime the first model loaded in a process decides.
    /// </summary>
    public string? NativeLibraryPath { get; init; }

    /// <summary>
    /// The one optimization profile to run in, <c>Profile = Bert.Profiles.Chat</c>: lengths outside it are an error. Null: each run
    /// takes the tightest declared profile that holds its lengths; where none does, a backend that needs profiles refuses the
    /// run, and others log it and go on.
    /// </summary>
    public OptimizationProfile? Profile { get; init; }

    /// <summary>Which GPU, from 0, in the order of the CUDA driver. CPU backends ignore it.</summary>
    public int DeviceIndex { get; init; }

    /// <summary>
    /// When kernels are compiled, or on the CPU sessions opened, for the lengths that really occur.
    /// </summary>
    public Specialization Specialization { get; init; }

    /// <summary>
    /// What sessions that are specialised to lengths may hold together, in bytes; those not used for longest make room. Null: an eighth
    /// of the memory that the process may use, with TensorRT for RTX of the GPU's.
    /// </summary>
    public long? MemoryBudget { get; init; }

    /// <summary>
    /// Whether TensorRT for RTX itself chooses when kernels for lengths answer, by its own strategy of the name that
    /// <see cref="Specialization"/> has, in the contexts that run. Off by default: kernels are then compiled in contexts of their own,
    /// which answer when they are ready and the faster ones. On, <see cref="MemoryBudget"/> does not count, nothing is warmed ahead, and no
    /// second context takes memory. Other backends ignore it.
    /// </summary>
    public bool SpecializesInLibrary { get; init; }

    /// <summary>Whether a run on a GPU is recorded once and replayed as one graph.</summary>
    public CudaGraphs CudaGraphs { get; init; }

    /// <summary>
    /// An engine of TensorRT for RTX that was built ahead, by <c>typedrtx build</c> or at publish. Null: for a model that the build put
    /// beside the program, the file of its name that ends in <c>.rtxengine</c>, if there is one. Relative paths start at the program's
    /// folder. An engine of another model, version or profile is not used, which is logged.
    /// </summary>
    public string? EnginePath { get; init; }

    /// <summary>How much device memory TensorRT for RTX takes for what it computes between inputs and outputs.</summary>
    public ContextMemory ContextMemory { get; init; }

    /// <summary>Where compiled engines and kernels are kept between starts of the program.</summary>
    public CacheOptions Cache { get; init; } = new();

    /// <summary>How many runs may be in flight at once; more wait. Null: all cores' worth on a CPU, one on a GPU.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>
    /// How many threads one run on the CPU uses. Null: the threads that all models share, one per core; a number gives this
    /// model threads of its own.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Whether the CPU threads spin between operators: lower latency for busy cores. Null: yes for the threads that models share.
    /// </summary>
    public bool? Spinning { get; init; }

    /// <summary>
    /// Whether files of weights beside a model may be links, symbolic or hard. Off by default: through a link, a model from
    /// elsewhere would read any file of yours. Caches of model hubs keep files as links.
    /// </summary>
    public bool AllowLinkedExternalData { get; init; }

    /// <summary>Where decisions are logged: backend chosen and why, what was found where.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>What the times of two sessions count as, for tests on machines that are busy. Null: as they were measured.</summary>
    internal Func<CandidateTimes, CandidateTimes>? Judge { get; init; }
}
