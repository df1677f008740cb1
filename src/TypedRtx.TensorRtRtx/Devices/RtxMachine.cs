using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// What this machine has of library, driver and GPUs. What was found is kept, since libraries stay loaded until the process ends. A
/// library that was not found is looked for again only where the options name the backend: most machines have none, and searching
/// half a dozen folders for every model takes as long as loading a small one.
/// </summary>
/// <param name="cudaPath">The CUDA driver's library, for tests; null for the system's.</param>
internal sealed class RtxMachine(string? cudaPath = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string? Path, bool PathOnly), RtxLibrary> _libraries = [];
    private readonly Dictionary<string, string> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<(RtxLibrary Library, int Device), EngineValidity> _validity = [];
    private CudaLibrary? _cuda;

    /// <summary>Finds the library.</summary>
    /// <param name="options">Where the user says it is.</param>
    /// <param name="reason">Which one it is, or every place searched.</param>
    public RtxLibrary? FindLibrary(ModelOptions options, out string reason)
    {
        reason = "";
        lock (_gate)
        {
            // Asked for by name, only the named place counts; with Auto the path may be meant for another backend.
            bool isNamed = options.Backend != Backend.Auto;
            (string? Path, bool PathOnly) key = (options.NativeLibraryPath, isNamed && options.NativeLibraryPath is not null);
            if (!_libraries.TryGetValue(key, out RtxLibrary? library))
            {
                if (!isNamed && _missing.TryGetValue(key.Path ?? "", out string? known))
                {
                    reason = known;
                    return null;
                }

                library = Known(key.Path) ?? RtxLibrary.TryLoad(key.Path, key.PathOnly, out reason);
                if (library is null)
                {
                    reason = RtxInstallation.Missing(reason);
                    _missing[key.Path ?? ""] = reason;
                    return null;
                }

                _libraries.Add(key, library);
            }

            reason = $"TensorRT for RTX {library.Version} from {library.Location}";
            return library;
        }
    }

    /// <summary>Finds a GPU.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="reason">Why there is none; empty when there is one.</param>
    public CudaDevice? FindDevice(int index, out string reason)
    {
        lock (_gate)
        {
            reason = "";
            _cuda ??= CudaLibrary.TryLoad(cudaPath, out reason);
            return _cuda?.TryGetDevice(index, out reason);
        }
    }

    /// <summary>Whether the library's engines run on a GPU; asked once.</summary>
    /// <exception cref="TypedRtxException">The library or the driver fails at it.</exception>
    public EngineValidity ValidityOf(RtxLibrary library, CudaDevice device)
    {
        lock (_gate)
        {
            if (!_validity.TryGetValue((library, device.Index), out EngineValidity validity))
            {
                validity = DeviceProbe.Ask(library, device, CancellationToken.None);
                if (validity.IsLasting)
                {
                    _validity.Add((library, device.Index), validity);
                }
            }

            return validity;
        }
    }

    /// <summary>
    /// Why an engine that was built elsewhere does not run on a GPU on which the library's engines run; null where it does, or where that
    /// shows only when it is opened. Such engines are for other compute capabilities.
    /// </summary>
    public string? RefusalOf(RtxLibrary library, CudaDevice device, EngineBytes engine)
    {
        try
        {
            if (ValidityOf(library, device).Kind == EngineValidityKind.Invalid)
            {
                return null;
            }

            EngineValidity validity = DeviceProbe.Ask(library, device, engine);
            return validity.Kind == EngineValidityKind.Invalid ? $"it does not run on {device}: {validity.Reason}" : null;
        }
        catch (TypedRtxException)
        {
            // Opening it tells more.
            return null;
        }
    }

    // One library has one logger, the first, and complains about others.
    private RtxLibrary? Known(string? path)
    {
        string? named = path is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, AppContext.BaseDirectory));
        return _libraries.Values.FirstOrDefault(known => named is not null
            && (known.Location == named || Path.GetDirectoryName(known.Location) == named));
    }
}
