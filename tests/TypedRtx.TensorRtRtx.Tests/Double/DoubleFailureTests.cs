using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

public sealed class DoubleFailureTests
{
    private static readonly RtxDoubleFailure[] Ways = [RtxDoubleFailure.Null, RtxDoubleFailure.Error, RtxDoubleFailure.OutOfMemory];

    [Fact]
    public void Failure_at_any_call_is_an_exception_of_ours_and_leaves_nothing()
    {
        using RtxDouble probe = RtxDouble.Create();
        List<string> problems = [];
        foreach (string call in CallsOfARun(probe))
        {
            foreach (RtxDoubleFailure way in Ways)
            {
                using RtxDouble twin = RtxDouble.Create();
                problems.AddRange(Try(twin, call, way).Select(problem => $"{call} {way}: {problem}"));
            }
        }

        Assert.Empty(problems);
    }

    private static string[] CallsOfARun(RtxDouble twin)
    {
        using (DoubleModel model = DoubleModel.Open(twin, DoubleModels.Sum(), DoubleModels.UpTo4("batch")))
        {
            Run(model);
        }

        return [.. twin.AllCalls.Where(call => twin.CallCount(call) > 0)];
    }

    private static List<string> Try(RtxDouble twin, string call, RtxDoubleFailure way)
    {
        twin.Fail(call, way);
        List<string> problems = [];
        try
        {
            using DoubleModel model = DoubleModel.Open(twin, DoubleModels.Sum(), DoubleModels.UpTo4("batch"));
            Run(model);
        }
        catch (TypedRtxException)
        {
        }
        catch (Exception e)
        {
            problems.Add($"{e.GetType().Name}: {e.Message}");
        }

        problems.AddRange(twin.Violations);
        problems.AddRange(twin.Alive.Select(alive => $"left {alive}"));
        return problems;
    }

    private static void Run(DoubleModel model) =>
        model.Run(TestTensor.Create<float>([1, 2, 3], 1, 3), TestTensor.Create<float>([1, 2, 3], 1, 3));
}
