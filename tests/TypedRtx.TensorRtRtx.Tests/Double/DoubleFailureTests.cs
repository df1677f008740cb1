using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

public sealed class DoubleFailureTests
{
    private static readonly RtxDoubleFailure[] Ways = [RtxDoubleFailure.Null, RtxDoubleFailure.Error, RtxDoubleFailure.OutOfMemory];

    // Of a call that comes often, these and the last one fail in turn.
    private const int FirstOnes = 6;

    [Fact]
    public void Failure_at_any_call_is_an_exception_of_ours_and_leaves_nothing()
    {
        List<string> problems = [];
        foreach ((string call, int nth) in CallsOfARun())
        {
            foreach (RtxDoubleFailure way in Ways)
            {
                using RtxDouble twin = RtxDouble.Create();
                problems.AddRange(Try(twin, call, way, nth).Select(problem => $"{call} {nth} {way}: {problem}"));
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    private static List<(string Call, int Nth)> CallsOfARun()
    {
        using RtxDouble twin = RtxDouble.Create();
        using (DoubleModel model = DoubleModel.Open(twin, DoubleModels.Sum(), DoubleModels.UpTo4("batch")))
        {
            Run(model);
        }

        List<(string Call, int Nth)> calls = [];
        foreach (string call in twin.AllCalls)
        {
            int count = (int)twin.CallCount(call);
            calls.AddRange(Enumerable.Range(1, Math.Min(count, FirstOnes)).Select(nth => (call, nth)));
            if (count > FirstOnes)
            {
                calls.Add((call, count));
            }
        }

        return calls;
    }

    private static List<string> Try(RtxDouble twin, string call, RtxDoubleFailure way, int nth)
    {
        twin.Fail(call, way, nth);
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
