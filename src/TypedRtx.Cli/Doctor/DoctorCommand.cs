using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Spectre.Console.Cli;
using TypedRtx.Cuda;
using TypedRtx.OnnxRuntime;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.Cli.Doctor;

/// <summary><c>typedrtx doctor</c>: says what this machine can run, what is missing and how to install it.</summary>
internal sealed class DoctorCommand : Command<DoctorSettings>
{
    /// <summary>Runs all checks. Ends with 0 where at least one backend can run models, else with 3.</summary>
    public override int Execute(CommandContext context, DoctorSettings settings, CancellationToken cancellationToken)
    {
        Terminal terminal = (Terminal)context.Data!;
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"TypedRtx {Version()} on {RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, "
            + $"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores"));

        Finding cpu = Write(LibraryChecks.OnnxRuntime(settings.Program, out string? onnxRuntime));
        Finding rtx = Write(LibraryChecks.TensorRtRtx(settings.Library, settings.Program, out RtxLibrary? library));
        Write(LibraryChecks.Driver(out CudaLibrary? cuda));
        cancellationToken.ThrowIfCancellationRequested();
        List<Finding> devices = cuda is null ? [] : [.. DeviceChecks.Of(cuda, library, cancellationToken).Select(Write)];
        Finding onCuda = Write(CudaCheck.Run(new OrtCudaMachine(), onnxRuntime, cuda?.DeviceCount ?? 0));
        Write(CacheCheck.Run());

        bool runsRtx = library is not null && devices.Exists(device => device.State is FindingState.Works or FindingState.Doubtful);
        bool runsCpu = cpu.State == FindingState.Works;
        bool runsCuda = onCuda.State != FindingState.Missing;
        terminal.Line();
        terminal.Line($"Models run on the CPU: {YesNo(runsCpu)}. With ONNX Runtime on a GPU: {YesNo(runsCuda)}. "
            + $"With TensorRT for RTX on a GPU: {YesNo(runsRtx)}. "
            + $"Engines can be built: {YesNo(rtx.State != FindingState.Missing)}.");
        return runsCpu || runsRtx ? ExitCodes.Done : ExitCodes.NoLibrary;

        Finding Write(Finding finding)
        {
            finding.Write(terminal);
            return finding;
        }
    }

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string Version() =>
        typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
