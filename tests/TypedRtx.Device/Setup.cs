using Microsoft.Extensions.Logging;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Device;

/// <summary>Options of a check.</summary>
internal static class Setup
{
    public static readonly (string Name, Specialization Specialization, CudaGraphs Graphs)[] Strategies =
    [
        ("none", Specialization.None, CudaGraphs.Disabled),
        ("none+graph", Specialization.None, CudaGraphs.WholeGraphCapture),
        ("lazy", Specialization.Lazy, CudaGraphs.Disabled),
        ("lazy+graph", Specialization.Lazy, CudaGraphs.WholeGraphCapture),
        ("eager", Specialization.Eager, CudaGraphs.Disabled),
        ("eager+graph", Specialization.Eager, CudaGraphs.WholeGraphCapture),
    ];

    public static ModelOptions Options(string library, string strategy, string? cache = null)
    {
        BackendRegistry.Add(new TensorRtRtxBackend());
        (_, Specialization specialization, CudaGraphs graphs) = Array.Find(Strategies, known => known.Name == strategy);
        return new ModelOptions
        {
            Backend = Backend.TensorRtRtx,
            NativeLibraryPath = library,
            Specialization = specialization,
            CudaGraphs = graphs,
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
}
