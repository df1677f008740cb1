using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Cancelling a run that would never end: a loop that adds one as often as an input says.</summary>
public sealed class AsyncTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Cancelled_run_ends_and_the_model_goes_on()
    {
        using GeneratedProject project = GeneratedProject.Compile([Counter()], Cancelling);

        Assert.Equal("cancelled, then 3", await (Task<string>)project.Call("Cancelling", "Running", _folder.PathOf("Counter.onnx"))!);
    }

    [Fact]
    public async Task Cancelled_wait_for_a_free_slot_ends_and_the_model_goes_on()
    {
        using GeneratedProject project = GeneratedProject.Compile([Counter()], Cancelling);

        Assert.Equal("cancelled, then 3", await (Task<string>)project.Call("Cancelling", "Waiting", _folder.PathOf("Counter.onnx"))!);
    }

    [Fact]
    public void Cancelled_binding_ends_and_goes_on()
    {
        using GeneratedProject project = GeneratedProject.Compile([Counter()], Cancelling);

        Assert.Equal("cancelled, then 3", project.Call("Cancelling", "Bound", _folder.PathOf("Counter.onnx")));
    }

    [Fact]
    public async Task Inputs_may_change_as_soon_as_the_call_returned()
    {
        using GeneratedProject project = GeneratedProject.Compile([Counter()], Cancelling);

        Assert.Equal(1003f, await (Task<float>)project.Call("Cancelling", "Overwriting", _folder.PathOf("Counter.onnx"))!);
    }

    public void Dispose() => _folder.Dispose();

    private GeneratedModel Counter()
    {
        OnnxModelBuilder body = new OnnxModelBuilder("body")
            .Input("iteration", ElementType.Int64)
            .Input("goes_on", ElementType.Bool)
            .Input("value", ElementType.Float32, 1)
            .Output("goes_on_out", ElementType.Bool)
            .Output("value_out", ElementType.Float32, 1)
            .Node("Identity", ["goes_on"], ["goes_on_out"])
            .Node("Add", ["value", "one"], ["value_out"]);
        return GeneratedModel.Save(_folder, "Counter", new OnnxModelBuilder("counter")
            .Input("times", ElementType.Int64)
            .Input("start", ElementType.Float32, 1)
            .Output("end", ElementType.Float32, 1)
            .Initializer("one", [1f], 1)
            .Initializer("yes", [true])
            .Node("Loop", ["times", "yes", "start"], ["end"], OnnxAttributes.Graph("body", body.Graph)));
    }

    private const string Cancelling = """
        namespace Generated;

        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using TypedRtx;

        public static class Cancelling
        {
            public static async Task<string> Running(string path)
            {
                using Counter model = Counter.LoadFrom(path);
                using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(100));
                string text = await Outcome(model.RunAsync(long.MaxValue, new float[1], cancellationToken: source.Token));
                return await Then(text, model);
            }

            public static async Task<string> Waiting(string path)
            {
                using Counter model = Counter.LoadFrom(path, new ModelOptions { MaxConcurrency = 1 });
                using CancellationTokenSource first = new();
                using CancellationTokenSource second = new();
                Task<Counter.OwnedOutputs> running = model.RunAsync(long.MaxValue, new float[1], cancellationToken: first.Token);
                Task<Counter.OwnedOutputs> waiting = model.RunAsync(1, new float[1], cancellationToken: second.Token);
                second.Cancel();
                string text = await Outcome(waiting);
                first.Cancel();
                await Outcome(running);
                return await Then(text, model);
            }

            public static string Bound(string path)
            {
                using Counter model = Counter.LoadFrom(path);
                using Counter.Binding binding = model.Bind();
                binding.Times = long.MaxValue;
                using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(100));
                string text = "finished";
                try
                {
                    binding.Run(source.Token);
                }
                catch (OperationCanceledException)
                {
                    text = "cancelled";
                }

                binding.Times = 3;
                binding.Run();
                return $"{text}, then {binding.End[0]}";
            }

            public static async Task<float> Overwriting(string path)
            {
                using Counter model = Counter.LoadFrom(path);
                float[] start = [3];
                Task<Counter.OwnedOutputs> run = model.RunAsync(1000, start);
                start[0] = -1;
                return (await run).End[0];
            }

            private static async Task<string> Then(string text, Counter model) =>
                $"{text}, then {(await model.RunAsync(3, new float[1])).End[0]}";

            private static async Task<string> Outcome(Task run)
            {
                try
                {
                    await run;
                    return "finished";
                }
                catch (OperationCanceledException)
                {
                    return "cancelled";
                }
            }
        }
        """;
}
