using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>A program of its own, for what one process can do only once: find the library and make the environment.</summary>
internal static unsafe class ChildProgram
{
    /// <summary>Starts the tests' program as a child.</summary>
    public static ProcessRequest Request(string scenario, params string[] arguments) =>
        ProcessRunner.DotnetRequest(
            AppContext.BaseDirectory,
            [typeof(ChildProgram).Assembly.Location, "child", scenario, .. arguments]);

    public static int Run(string scenario, ReadOnlySpan<string> arguments)
    {
        switch (scenario)
        {
            case "run":
                RunIdentity(new ModelOptions());
                return 0;
            case "telemetry":
                RunIdentity(new ModelOptions());
                Console.WriteLine($"ORT_DISABLE_TELEMETRY={NativeVariable("ORT_DISABLE_TELEMETRY"u8)}");
                return 0;
            case "fail":
                return RunFailing();
            case "verdict":
                ModelOptions options = new()
                {
                    Backend = arguments[0] == "Cpu" ? Backend.Cpu : Backend.Auto,
                    NativeLibraryPath = arguments[1],
                };
                BackendVerdict verdict = new OnnxRuntimeBackend().Verdict(RequestFor(options));
                Console.WriteLine($"{verdict.IsUsable}: {verdict.Reason}");
                return 0;
            default:
                Console.Error.WriteLine($"There is no scenario {scenario}.");
                return 1;
        }
    }

    private static void RunIdentity(ModelOptions options)
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"), options);
        TestTensor output = model.Run(TestTensor.Create([1f, 2f, 3f], 3))[0];
        Console.WriteLine($"answer {string.Join(' ', output.ToDoubles())}");
    }

    private static int RunFailing()
    {
        using OpenModel model = OpenModel.From(TestModels.Gather());
        try
        {
            model.Run(TestTensor.Create([1f, 2f], 2), TestTensor.Create([5L], 1));
            return 1;
        }
        catch (InferenceException error)
        {
            Console.WriteLine(error.Message);
            return 0;
        }
    }

    private static BackendRequest RequestFor(ModelOptions options)
    {
        byte[] bytes = TestModels.Identity(ElementType.Float32, "n").ToBytes();
        using MemoryStream stream = new(bytes);
        return new(OpenModel.Describe(OnnxModelReader.Read(stream).Signature), ModelSource.FromBytes(bytes, "test.onnx"), options);
    }

    private static string? NativeVariable(ReadOnlySpan<byte> name)
    {
        nint getenv = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "getenv");
        fixed (byte* first = name)
        {
            return Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*, byte*>)getenv)(first));
        }
    }
}
