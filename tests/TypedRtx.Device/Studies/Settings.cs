using System.Globalization;
using TypedRtx.OnnxRuntime;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Device.Studies;

/// <summary>What every study takes besides its own arguments.</summary>
/// <param name="Backend">Cuda, Cpu or TensorRtRtx. Cpu tries a study on a machine without a GPU.</param>
/// <param name="Library">The library of ONNX Runtime, a file or a folder.</param>
/// <param name="Rtx">The folder of TensorRT for RTX.</param>
/// <param name="Out">Where logs and CSV files go.</param>
/// <param name="Seconds">How long one measurement lasts.</param>
/// <param name="Limit">How long all cases together may last, in seconds; those that are left then are skipped.</param>
internal sealed record Settings(string Backend, string Library, string Rtx, string Out, double Seconds, double Limit)
{
    public bool IsOnGpu => Backend != "Cpu";

    public bool IsRtx => Backend == "TensorRtRtx";

    /// <summary>Takes <c>--name value</c> out of arguments.</summary>
    public static Settings Parse(string[] arguments, out string[] rest)
    {
        Settings settings = new("Cuda", "/tmp/native", "/tmp/native/rtx", "/tmp/studies", 3, 570);
        List<string> others = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                others.Add(arguments[i]);
                continue;
            }

            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            settings = arguments[i++] switch
            {
                "--backend" => settings with { Backend = value },
                "--library" => settings with { Library = value },
                "--rtx" => settings with { Rtx = value },
                "--out" => settings with { Out = value },
                "--seconds" => settings with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--limit" => settings with { Limit = double.Parse(value, CultureInfo.InvariantCulture) },
                string other => throw new ArgumentException($"There is no {other}; there are --backend, --library, --rtx, --out, --seconds, --limit."),
            };
        }

        rest = [.. others];
        return settings;
    }

    /// <summary>The same for another process.</summary>
    public string[] ToArguments() =>
    [
        "--backend", Backend, "--library", Library, "--rtx", Rtx, "--out", Out,
        "--seconds", Seconds.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>Options of a model.</summary>
    /// <param name="specialization">When kernels are compiled for lengths.</param>
    /// <param name="cache">The folder of the cache; null for none.</param>
    /// <param name="inLibrary">Whether TensorRT for RTX itself chooses when.</param>
    public ModelOptions Options(Specialization specialization, string? cache = null, bool inLibrary = false)
    {
        BackendRegistry.Add(new OnnxRuntimeBackend());
        BackendRegistry.Add(new TensorRtRtxBackend());
        return new ModelOptions
        {
            Backend = Backend switch
            {
                "Cuda" => TypedRtx.Backend.Cuda,
                "Cpu" => TypedRtx.Backend.Cpu,
                "TensorRtRtx" => TypedRtx.Backend.TensorRtRtx,
                _ => throw new ArgumentException($"There is no backend {Backend}; there are Cuda, Cpu, TensorRtRtx."),
            },
            NativeLibraryPath = IsRtx ? Rtx : Library,
            Specialization = specialization,
            SpecializesInLibrary = inLibrary,
            Cache = cache is null ? new CacheOptions { Mode = CacheMode.Off } : new CacheOptions { Directory = cache },
            Logger = ConsoleLog.Instance,
        };
    }
}
