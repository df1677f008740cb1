using System.Globalization;
using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.Cli.Doctor;

/// <summary>Looks at the GPUs.</summary>
internal static class DeviceChecks
{
    /// <summary>One finding for each GPU, with what TensorRT for RTX says of it.</summary>
    public static IEnumerable<Finding> Of(CudaLibrary cuda, RtxLibrary? rtx, CancellationToken cancellationToken)
    {
        for (int index = 0; index < cuda.DeviceCount; index++)
        {
            string title = string.Create(CultureInfo.InvariantCulture, $"GPU {index}");
            yield return cuda.TryGetDevice(index, out string reason) is { } device
                ? Describe(title, device, rtx, cancellationToken)
                : new Finding(title, FindingState.Missing, [reason], InstallAdvice.Driver);
        }
    }

    private static Finding Describe(string title, CudaDevice device, RtxLibrary? rtx, CancellationToken cancellationToken)
    {
        string what = $"{device.Name}, compute capability {device.Capability}, {ByteText.Of(device.TotalMemory)}";
        if (rtx is null)
        {
            return new Finding(title, FindingState.Told, [what], []);
        }

        (FindingState state, string verdict) = Ask(rtx, device, cancellationToken);
        return new Finding(title, state, [what, $"TensorRT for RTX {rtx.Version}: {verdict}"], state == FindingState.Missing
            ? ["Backend.Auto goes on to the next backend. NVIDIA lists the GPUs of each version in the library's documentation."]
            : []);
    }

    private static (FindingState State, string Verdict) Ask(RtxLibrary rtx, CudaDevice device, CancellationToken cancellationToken)
    {
        try
        {
            EngineValidity validity = DeviceProbe.Ask(rtx, device, cancellationToken);
            return validity.Kind switch
            {
                EngineValidityKind.Valid => (FindingState.Works, "its engines run here"),
                EngineValidityKind.Suboptimal => (
                    FindingState.Doubtful, "its engines run here, not at their best: the GPU is newer than the library"),
                _ => (FindingState.Missing, $"its engines do not run here{(validity.Reason.Length > 0 ? $", because {validity.Reason}" : "")}"),
            };
        }
        catch (TypedRtxException error)
        {
            return (FindingState.Doubtful, $"it could not be asked. {error.Message}");
        }
    }
}
