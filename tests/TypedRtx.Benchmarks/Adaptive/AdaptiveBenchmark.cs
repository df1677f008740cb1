using System.Diagnostics;
using System.Globalization;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Adaptive;

/// <summary>An adaptive session at steady state, beside a session fixed by hand to the same lengths and an ordinary one.</summary>
internal static class AdaptiveBenchmark
{
    private const int MaxRounds = 151;
    private const int MinRounds = 31;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    /// <summary>Measures and prints; gives how many promises were broken.</summary>
    public static int Run()
    {
        RawLibrary library = RawLibrary.Shared;
        Report.Heading("adaptive", [$"ONNX Runtime {library.Version}, {Path.GetFileName(library.Path)}"]);
        using TempFolder folder = new();
        return MeasuredCase.All(folder).Sum(measured => Run(measured, library));
    }

    private static int Run(MeasuredCase measured, RawLibrary library)
    {
        ModelOptions options = new()
        {
            Backend = Backend.Cpu,
            NativeLibraryPath = library.Path,
            Cache = new CacheOptions { Mode = CacheMode.Off },
        };
        using RawSession session = new(measured.Path, hasSymbols: false, measured.Lengths);
        using MeasuredModel ordinary = MeasuredModel.Load(measured.Path, options with { Specialization = Specialization.None });
        using MeasuredModel adaptive = MeasuredModel.Load(measured.Path, options);
        int[] dims = MeasuredModel.Dims(adaptive.Descriptor, measured.Lengths);
        using MeasuredModel.Bound general = ordinary.Bind(dims);
        using MeasuredModel.Bound adapted = adaptive.Bind(dims);
        using RawBinding fixedByHand = Bind(session, adaptive.Descriptor, dims, adapted);
        long start = Stopwatch.GetTimestamp();
        adaptive.WarmAsync(dims).GetAwaiter().GetResult();
        TimeSpan warming = Stopwatch.GetElapsedTime(start);
        fixedByHand.Run(2);
        start = Stopwatch.GetTimestamp();
        general.RunTimes(3);
        TimeSpan once = Stopwatch.GetElapsedTime(start) / 3;
        int calls = Math.Max(1, (int)(Turn / once));
        int rounds = Math.Clamp((int)(Limit / (once * calls * 3)), MinRounds, MaxRounds) | 1;
        string lengths = string.Join(", ", measured.Lengths.Select(length => $"{length.Symbol} = {length.Length}"));
        int broken = Report.Comparison(
            $"{measured.Name}, {lengths}",
            Rounds.Measure(
                [
                    new("fixed by hand, C API", fixedByHand.Run),
                    new("`Specialization.None`", general.RunTimes),
                    new("adaptive, steady state", adapted.RunTimes, 1.02),
                ],
                rounds,
                calls,
                warmUps: 3));
        DimsSpecialization known = adaptive.Specializations[0];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{known.State}: {known.SpecializedTime?.TotalMilliseconds:F3} ms specialised, {known.GeneralTime?.TotalMilliseconds:F3} ms general, "
            + $"settled in {warming.TotalMilliseconds:F0} ms, {known.ByteLength / 1048576.0:F1} MiB.\n"));
        return broken;
    }

    private static RawBinding Bind(RawSession session, ModelDescriptor model, int[] dims, MeasuredModel.Bound memory)
    {
        RawBinding binding = new(session);
        for (int i = 0; i < model.Signature.Inputs.Count; i++)
        {
            KeyReader.TryShape(model.Plan.Inputs[i], dims, out TensorShape shape);
            long[] lengths = [.. shape.Dimensions.ToArray().Select(length => (long)length)];
            ValueSignature input = model.Signature.Inputs[i];
            if (input.Type is TensorType { Element: ElementType.Int64 })
            {
                binding.BindInput(input.Name, memory.Of<long>(i), lengths);
            }
            else
            {
                binding.BindInput(input.Name, memory.Of<float>(i), lengths);
            }
        }

        foreach (ValueSignature output in model.Signature.Outputs)
        {
            binding.BindOutput(output.Name);
        }

        return binding;
    }
}
