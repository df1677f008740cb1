using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// What this machine has of library, driver and GPUs. What was found is kept: libraries stay loaded until the process ends, and what
/// was not found is looked for again.
/// </summary>
/// <param name="cudaPath">The CUDA driver's library, for tests; null for the system's.</param>
internal sealed class RtxMachine(string? cudaPath = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RtxLibrary> _libraries = new(StringComparer.Ordinal);
    private readonly Dictionary<(RtxLibrary Library, int Device), EngineValidity> _validity = [];
    private CudaLibrary? _cuda;

    /// <summary>Finds the library.</summary>
    /// <param name="options">Where the user says it is.</param>
    /// <param name="reason">Which one it is, or every place searched.</param>
    public RtxLibrary? FindLibrary(ModelOptions options, out string reason)
    {
        lock (_gate)
        {
            string key = options.NativeLibraryPath ?? "";
            if (!_libraries.TryGetValue(key, out RtxLibrary? library))
            {
                // Asked for by name, only the named place counts; with Auto the path may be meant for another backend.
                bool pathOnly = options.NativeLibraryPath is not null && options.Backend != Backend.Auto;
                library = RtxLibrary.TryLoad(options.NativeLibraryPath, pathOnly, out string trace);
                if (library is null)
                {
                    reason = RtxInstallation.Missing(trace);
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
                _validity.Add((library, device.Index), validity);
            }

            return validity;
        }
    }
}
