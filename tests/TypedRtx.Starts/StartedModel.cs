using TypedRtx.Benchmarks.Adaptive;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Benchmarks.Start;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Starts;

/// <summary>A model opened in one of the ways that are compared, ready to run.</summary>
internal sealed class StartedModel : IDisposable
{
    private readonly MeasuredModel? _model;
    private readonly IDisposable _open;

    private StartedModel(MeasuredModel? model, IDisposable open, Action run)
    {
        _model = model;
        _open = open;
        Run = run;
    }

    /// <summary>One run.</summary>
    public Action Run { get; }

    /// <summary>
    /// Which session answers: <c>general</c> and <c>pending</c> before it is settled; then <c>specialized</c>, or <c>kept</c> where the
    /// general one stays, <c>evicted</c>, <c>failed</c>.
    /// </summary>
    public string State => (_model?.Specializations is { Count: > 0 } known ? known[0].State : SpecializationState.Seen) switch
    {
        SpecializationState.Seen => "general",
        SpecializationState.Pending => "pending",
        SpecializationState.Specialized => "specialized",
        SpecializationState.General => "kept",
        SpecializationState.Evicted => "evicted",
        _ => "failed",
    };

    /// <summary>Whether it is settled which session answers.</summary>
    public bool IsSettled => State is not ("general" or "pending");

    /// <summary>Opens a model.</summary>
    /// <param name="kind"><c>dynamic</c> and <c>fixed</c> by hand; <c>none</c> and <c>ours</c> with TypedRtx.</param>
    /// <param name="job">The model and its lengths.</param>
    /// <param name="cache">The folder of the cache; null for none.</param>
    public static StartedModel Open(string kind, StartJob job, string? cache)
    {
        if (kind is "dynamic" or "fixed")
        {
            RawModel raw = new(job, kind == "fixed");
            return new StartedModel(null, raw, raw.Run);
        }

        MeasuredModel model = MeasuredModel.Load(
            MeasuredModel.Describe(job.Model, ModelSignature.Parse(job.Signature)), Options(kind, job.Library, cache));
        MeasuredModel.Bound bound = model.Bind(job.Dims);
        return new StartedModel(model, bound, () => bound.RunTimes(1));
    }

    /// <summary>Has the process do what it does once, whatever it opens first: load the library, make its environment.</summary>
    public static void Prepare(string kind, StartJob job)
    {
        if (kind is "dynamic" or "fixed")
        {
            using RawSession session = new(Path.Combine(AppContext.BaseDirectory, "add.onnx"), hasSymbols: false);
            return;
        }

        using Add add = Add.Load(Options("none", job.Library, cache: null));
        using Add.Outputs sum = add.Run([1f, 2, 3], [1f, 2, 3]);
    }

    public void Dispose()
    {
        _open.Dispose();
        _model?.Dispose();
    }

    private static ModelOptions Options(string kind, string library, string? cache) => new()
    {
        Backend = Backend.Cpu,
        NativeLibraryPath = library,
        Specialization = kind switch
        {
            "ours" => Specialization.Lazy,
            "none" => Specialization.None,
            _ => throw new ArgumentException($"Expected dynamic, fixed, none or ours, found '{kind}'.", nameof(kind)),
        },
        Cache = cache is null ? new CacheOptions { Mode = CacheMode.Off } : new CacheOptions { Directory = cache },
    };
}
