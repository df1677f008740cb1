using TypedRtx.Backends;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>
/// Every call that a session makes from its opening to its end fails once in every way: the outcome is an exception of ours or a
/// right result, no rule of library or driver is broken, and nothing is left.
/// </summary>
public sealed class RunSweepTests : DoubleTests
{
    private const int InvalidValue = 1;

    private static readonly RtxDoubleFailure[] Ways = [RtxDoubleFailure.Null, RtxDoubleFailure.Error, RtxDoubleFailure.OutOfMemory];

    [Fact]
    public void Any_call_may_fail_over_host_memory() => Sweep(() => RunAdd(MemoryKind.Host));

    [Fact]
    public void Any_call_may_fail_over_locked_memory() => Sweep(() => RunAdd(MemoryKind.Pinned));

    [Fact]
    public void Any_call_may_fail_over_device_memory() => Sweep(() => RunAdd(MemoryKind.Device));

    [Fact]
    public void Any_call_may_fail_with_an_output_of_open_size() => Sweep(RunNonZero);

    private void Sweep(Action scenario)
    {
        scenario();
        string[] calls = [.. Double.Calls.Distinct().Where(IsOfRuntime).Order(StringComparer.Ordinal)];
        Assert.Contains("VExecutionContext.enqueueV3", calls);
        List<string> problems = [];
        foreach (string call in calls)
        {
            foreach (RtxDoubleFailure way in Ways)
            {
                for (int nth = 1; nth <= 3; nth++)
                {
                    if (Try(scenario, call, way, nth) is { } problem)
                    {
                        problems.Add($"{call}, {way}, {nth}: {problem}");
                    }
                }
            }
        }

        Double.Reset();
        Assert.Empty(problems);
    }

    // What builds the engine has tests of its own.
    private static bool IsOfRuntime(string call) => Array.Exists(
        ["VRuntime", "VCudaEngine", "VExecutionContext", "createInferRuntime", "cu"],
        prefix => call.StartsWith(prefix, StringComparison.Ordinal));

    private string? Try(Action scenario, string call, RtxDoubleFailure way, int nth)
    {
        Double.Reset();
        Double.Set("cuda_error_code", InvalidValue);
        Double.Fail(call, way, nth);
        try
        {
            scenario();
        }
        catch (TypedRtxException error)
        {
            if (error.Message.Length < 20)
            {
                return $"says only '{error.Message}'";
            }
        }
#pragma warning disable CA1031 // Whatever it is, it is the finding.
        catch (Exception error)
        {
            return error.ToString();
        }
#pragma warning restore CA1031

        return Double.Violations.Count > 0 ? string.Join(' ', Double.Violations)
            : Double.Alive.Count > 0 ? $"left {string.Join(", ", Double.Alive)}"
            : null;
    }

    private void RunAdd(MemoryKind kind)
    {
        using RunningModel model = Open(RunningModel.Add(), new MemoryCache(), "n=1..64..512", "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(kind, 1, 2);
        using TensorMemory y = model.Room(kind, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0, y, [2]);
        RunTwice(binding);
        Assert.Equal([2, 4], RunningModel.Floats(y, 2));
        binding.SetInput(0, a, [1]);
        binding.SetInput(1, a, [1]);
        binding.SetOutput(0, y, [1]);
        RunTwice(binding);
    }

    private void RunNonZero()
    {
        using RunningModel model = Open(RunningModel.NonZero(), new MemoryCache(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory x = model.Memory(MemoryKind.Host, 0, 5, 0, 7);
        binding.SetInput(0, x, [4]);
        binding.SetOutput(0);
        RunTwice(binding);
        Assert.Equal(new TensorShape(1, 2), binding.GetOutputShape(0));
    }

    // A run that fails leaves a model that runs.
    private static void RunTwice(ISessionBinding binding)
    {
        try
        {
            binding.Run(CancellationToken.None);
        }
        catch (InferenceException)
        {
            binding.Run(CancellationToken.None);
        }

        binding.Run(CancellationToken.None);
    }
}
