using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>
/// A program of its own: for figures of one build alone, for a second process to compare with, and for models that may end the
/// process that reads them.
/// </summary>
internal static class ChildProgram
{
    /// <summary>Starts the tests' program as a child.</summary>
    public static ProcessRequest Request(string scenario, params IReadOnlyList<string> arguments) =>
        ProcessRunner.DotnetRequest(
            AppContext.BaseDirectory, [typeof(ChildProgram).Assembly.Location, "child", scenario, .. arguments]);

    /// <summary>Builds a model of a file in a child.</summary>
    public static MeasuredBuild Build(string path, params IReadOnlyList<string> ranges) =>
        MeasuredBuild.Parse(ProcessRunner.Run(Request("build", [RtxNative.Folder, path, .. ranges])).AssertSuccess().Output);

    public static int Run(string scenario, ReadOnlySpan<string> arguments)
    {
        switch (scenario)
        {
            case "build":
                Console.WriteLine(Build(EngineBuilder.Load(arguments[0]), arguments[1], arguments[2..].ToArray()));
                return 0;
            case "try":
                TryAll(EngineBuilder.Load(arguments[0]), arguments[1..]);
                return 0;
            case "forget":
                Forget(arguments[0]);
                return 0;
            case "fail":
                Console.WriteLine(FailedBuilds(EngineBuilder.Load(arguments[0])).ToString(CultureInfo.InvariantCulture));
                return 0;
            case "quantized":
                QuantizedModels.WriteTo(arguments[0]);
                return 0;
            default:
                Console.Error.WriteLine($"There is no scenario {scenario}.");
                return 1;
        }
    }

    // How many bytes forty builds leave whose output cannot be written.
    private static long FailedBuilds(EngineBuilder builder)
    {
        EngineBuildRequest request = RealLibrary.Request(BuildModels.Product(512), "n=1..4");
        long before = 0;
        for (int i = 0; i < 45; i++)
        {
            before = i == 5 ? ProcessMemory.Resident : before;
            try
            {
                builder.Build(request, new FullStream());
            }
            catch (IOException)
            {
                continue;
            }

            throw new InvalidOperationException("The build wrote to a stream that is full.");
        }

        return ProcessMemory.Resident - before;
    }

    private static MeasuredBuild Build(EngineBuilder builder, string path, string[] ranges)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using HashingStream output = new(hash);
        IReadOnlyList<OptimizationProfile> profiles =
            ranges.Length == 0 ? [] : [new OptimizationProfile("child", [.. ranges.Select(SymbolRange.Parse)])];

        // One thread, as the Python driver has that the figures are held against.
        long before = ProcessMemory.Resident;
        EngineBuildResult result = builder.Build(new EngineBuildRequest(ModelSource.FromFile(path)) { Profiles = profiles, Threads = 1 }, output);
        return new MeasuredBuild(
            result.ByteLength,
            result.Elapsed,
            before,
            ProcessMemory.Peak - before,
            Convert.ToHexString(hash.GetHashAndReset()));
    }

    // The library keeps the logger of the oldest builder as long as there is any, and nobody else holds that logger here.
    private static unsafe void Forget(string library)
    {
        RtxLibrary second = RtxLibrary.TryLoad(library, pathOnly: true, out _)!;
        using RtxHandle builder = OpenBefore(library, second);
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        OverwriteFreedMemory();
        nint handle = NativeLibrary.Load(second.Location);
        nint logger = ((delegate* unmanaged<nint>)NativeLibrary.GetExport(handle, "getLogger"))();
        int language = ((delegate* unmanaged[MemberFunction]<nint, int>)(*(void***)logger)[0])(logger);
        Console.WriteLine($"language {language}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RtxHandle OpenBefore(string library, RtxLibrary second)
    {
        using RtxHandle first = RtxLibrary.TryLoad(library, pathOnly: true, out _)!.CreateBuilder();
        return second.CreateBuilder();
    }

    private static unsafe void OverwriteFreedMemory()
    {
        for (int i = 0; i < 10_000; i++)
        {
            NativeMemory.Fill(NativeMemory.Alloc(120), 120, 0x5A);
            NativeMemory.Fill(NativeMemory.Alloc(96), 96, 0x5A);
        }
    }

    // A line before each model says which one it was if the process ends in it.
    private static void TryAll(EngineBuilder builder, ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            Console.WriteLine($"model {Path.GetFileNameWithoutExtension(path)}");
            Console.Out.Flush();
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            string verdict = Try(builder, ModelSource.FromFile(path));
            double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verdict {seconds:F2} {verdict.ReplaceLineEndings(" ")}"));
        }
    }

    private static string Try(EngineBuilder builder, ModelSource source)
    {
        try
        {
            EngineModel model = EngineModel.Read(source);
            int[] lengths = new int[model.Plan.Symbols.Count];
            Array.Fill(lengths, 2);
            IReadOnlyList<OptimizationProfile> profiles = lengths.Length == 0 ? [] : [DerivedProfile.For(model.Plan, lengths)];
            EngineBuildResult result = builder.Build(new EngineBuildRequest(source) { Profiles = profiles }, Stream.Null);
            return $"engine {result.ByteLength}";
        }
        catch (TypedRtxException error)
        {
            return $"{error.GetType().Name} {error.Message}";
        }
    }
}
