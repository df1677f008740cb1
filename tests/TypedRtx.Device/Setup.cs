using Microsoft.Extensions.Logging;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Device;

/// <summary>Options of a check.</summary>
internal static class Setup
{
    /// <summary>Those of the library by itself, then ours: contexts for lengths beside a general one.</summary>
    public static readonly Strategy[] Strategies =
    [
        new("none", Specialization.None, CudaGraphs.Disabled, InLibrary: true),
        new("none+graph", Specialization.None, CudaGraphs.WholeGraphCapture, InLibrary: true),
        new("lazy", Specialization.Lazy, CudaGraphs.Disabled, InLibrary: true),
        new("lazy+graph", Specialization.Lazy, CudaGraphs.WholeGraphCapture, InLibrary: true),
        new("eager", Specialization.Eager, CudaGraphs.Disabled, InLibrary: true),
        new("eager+graph", Specialization.Eager, CudaGraphs.WholeGraphCapture, InLibrary: true),
        new("adaptive", Specialization.Lazy, CudaGraphs.Disabled, InLibrary: false),
        new("adaptive+graph", Specialization.Lazy, CudaGraphs.WholeGraphCapture, InLibrary: false),
        new("adaptive-eager+graph", Specialization.Eager, CudaGraphs.WholeGraphCapture, InLibrary: false),
    ];

    public static ModelOptions Options(string library, string strategy, string? cache = null)
    {
        BackendRegistry.Add(new TensorRtRtxBackend());
        Strategy chosen = Array.Find(Strategies, known => known.Name == strategy)
            ?? throw new ArgumentException($"There is no strategy {strategy}; there are {string.Join(", ", Strategies.Select(known => known.Name))}.");
        return new ModelOptions
        {
            Backend = Backend.TensorRtRtx,
            NativeLibraryPath = library,
            Specialization = chosen.Specialization,
            CudaGraphs = chosen.Graphs,
            SpecializesInLibrary = chosen.InLibrary,
            Cache = cache is null ? new CacheOptions { Mode = CacheMode.Off } : new CacheOptions { Directory = cache },
            Logger = ConsoleLog.Instance,
        };
    }

    public static int[] Dims(ModelDescriptor model, string text)
    {
        Dictionary<string, int> lengths = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('='))
            .ToDictionary(pair => pair[0], pair => int.Parse(pair[1]));
        return [.. model.Plan.Symbols.Select(symbol => lengths[symbol.Name])];
    }

    internal sealed record Strategy(string Name, Specialization Specialization, CudaGraphs Graphs, bool InLibrary);
}
