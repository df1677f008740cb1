using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests.Cuda;

/// <summary>Runs of fixed lengths are recorded once and replayed; nothing that speaks against it reaches a caller.</summary>
public sealed class CudaRecordingTests : CudaDoubleTests
{
    private readonly ListLogger _logger = new();

    [Fact]
    public void Third_run_of_fixed_lengths_is_recorded_and_later_ones_are_launched()
    {
        using OpenModel model = Open(2);
        using Pair pair = new(model.Session);
        for (int run = 0; run < 6; run++)
        {
            pair.Check(run);
        }

        Assert.Equal(1, Double.Counts.Recorded);
        Assert.Equal(4, Double.Driver.CallCount("cuGraphLaunch"));
        Assert.Contains("enable_cuda_graph=1", string.Join('\n', Double.Told), StringComparison.Ordinal);
        Assert.Contains(_logger.Lines, line => line.Contains("a run was recorded in", StringComparison.Ordinal));
    }

    [Fact]
    public void Session_that_knows_its_lengths_records_the_first_run_of_another_binding()
    {
        using OpenModel model = Open(2);
        using (Pair first = new(model.Session))
        {
            first.Check(1);
            first.Check(2);
        }

        using Pair second = new(model.Session);
        second.Check(3);
        Assert.Equal(1, Double.Counts.Recorded);
        Assert.Equal(1, Double.Driver.CallCount("cuGraphLaunch"));
    }

    [Fact]
    public void Threads_of_callers_do_not_matter()
    {
        using OpenModel model = Open(2);
        using Pair pair = new(model.Session);
        for (int run = 1; run < 6; run++)
        {
            Thread caller = new(() => pair.Check(run));
            caller.Start();
            caller.Join();
        }

        Assert.Equal(1, Double.Counts.Recorded);
        Assert.Equal(3, Double.Driver.CallCount("cuGraphLaunch"));
        Assert.Equal(0, Double.RunsElsewhere);
    }

    [Fact]
    public void Other_memory_is_recorded_anew_and_other_host_memory_is_not()
    {
        using OpenModel model = Open(2);
        using Pair pair = new(model.Session);
        for (int run = 0; run < 4; run++)
        {
            pair.Check(run);
        }

        pair.NewHostMemory();
        pair.Check(7);
        Assert.Equal(1, Double.Counts.Recorded);
        using TensorMemory device = model.Session.Allocate(MemoryKind.Device, 8);
        pair.Binding.SetOutput(0, device, new TensorShape(2));
        pair.Binding.Run(CancellationToken.None);
        byte[] result = new byte[8];
        pair.Binding.CopyOutput(0, result);
        Assert.Equal([107f, 207f], MemoryMarshal.Cast<byte, float>(result).ToArray());
        Assert.Equal(2, Double.Counts.Recorded);
    }

    [Theory]
    [InlineData(CudaGraphs.Disabled, true, false)]
    [InlineData(CudaGraphs.WholeGraphCapture, false, false)]
    [InlineData(CudaGraphs.WholeGraphCapture, true, true)]
    public void Sessions_of_any_lengths_steps_and_open_outputs_are_not_recorded(CudaGraphs graphs, bool isFixed, bool isOpen)
    {
        ModelOptions options = Options with { CudaGraphs = graphs };
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), options, isFixed ? [2] : []);
        using Pair pair = new(model.Session);
        using Pair steps = new(model.Session, forSteps: true);
        for (int run = 0; run < 5; run++)
        {
            if (isOpen)
            {
                pair.Binding.SetOutput(0);
                pair.Fill(run);
                pair.Binding.Run(CancellationToken.None);
                Assert.Equal([100.0 + run, 200 + run], Bindings.GetOutput(pair.Binding, 0, ElementType.Float32).ToDoubles());
            }
            else
            {
                pair.Check(run);
            }

            steps.Check(run);
        }

        Assert.Equal(0, Double.Counts.Recorded);
    }

    [Fact]
    public void Model_that_the_library_refuses_runs_unrecorded_and_is_not_offered_again()
    {
        Double.RefusesRecording = true;
        OnnxModelBuilder builder = TestModels.Add();
        using OpenModel model = OpenModel.On(Double.Backend, builder, Options with { Logger = _logger }, 2);
        using Pair pair = new(model.Session);
        for (int run = 0; run < 4; run++)
        {
            pair.Check(run);
        }

        Assert.Equal(0, Double.Counts.Recorded);
        string line = Assert.Single(_logger.Lines, line => line.Contains("not recorded as graphs", StringComparison.Ordinal));
        Assert.Contains("cannot use the graph capture feature", line, StringComparison.Ordinal);
        Assert.StartsWith("Information", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Recording_that_fails_twice_is_given_up_and_no_run_is_lost()
    {
        Double.FailsRecording = true;
        using OpenModel model = Open(2);
        using Pair pair = new(model.Session);
        for (int run = 0; run < 9; run++)
        {
            pair.Check(run);
        }

        Assert.Equal(2, Double.Counts.Recorded);
        Assert.Equal(0, Double.Driver.CallCount("cuGraphLaunch"));
        Assert.Single(_logger.Lines, line => line.Contains("not recorded as graphs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cuStreamBeginCapture_v2")]
    [InlineData("cuStreamEndCapture")]
    [InlineData("cuGraphInstantiateWithFlags")]
    [InlineData("cuGraphGetNodes")]
    public void Driver_that_fails_to_record_loses_no_run(string call)
    {
        using OpenModel model = Open(2);
        using Pair pair = new(model.Session);
        pair.Check(0);
        pair.Check(1);
        Double.Driver.Fail(call, RtxDoubleFailure.Null);
        for (int run = 2; run < 7; run++)
        {
            pair.Check(run);
        }

        Assert.True(Double.Driver.CallCount("cuGraphLaunch") > 0);
    }

    [Fact]
    public void Recorded_run_reads_no_host_memory_that_the_library_took_back()
    {
        Double.Stages = true;
        using OpenModel model = Open(2);
        using Pair pair = new(model.Session);
        using Pair steps = new(model.Session, forSteps: true);
        for (int run = 0; run < 6; run++)
        {
            pair.Check(run);
            steps.Check(run);
        }

        Assert.Equal(5, Double.Driver.CallCount("cuGraphLaunch"));
        Assert.Equal(0, Double.StaleCopies);
    }

    [Fact]
    public void Launch_that_fails_is_an_error_and_later_runs_go_on()
    {
        using OpenModel model = Open(2);
        using Pair pair = new(model.Session);
        for (int run = 0; run < 3; run++)
        {
            pair.Check(run);
        }

        Double.Driver.Fail("cuGraphLaunch", RtxDoubleFailure.Null);
        InferenceException error = Assert.Throws<InferenceException>(() => pair.Binding.Run(CancellationToken.None));
        Assert.Contains("queue a recorded run", error.Message, StringComparison.Ordinal);
        pair.Check(4);
    }

    [Fact]
    public void Tensor_that_lives_on_the_host_is_not_recorded()
    {
        Double.OnHost.Add("b");
        using OpenModel model = Open(2);
        using Pair pair = new(model.Session);
        for (int run = 0; run < 5; run++)
        {
            pair.Check(run);
        }

        Assert.Equal(0, Double.Counts.Recorded);
    }

    [Fact]
    public async Task Threads_share_a_recorded_session()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options with { MaxConcurrency = 4 }, 2);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            using Pair pair = new(model.Session);
            for (int run = 0; run < 50; run++)
            {
                pair.Check((100 * thread) + run);
            }
        })));
        Assert.Equal(4, Double.Counts.Recorded);
    }

    private OpenModel Open(params int[] symbols) =>
        OpenModel.On(Double.Backend, TestModels.Add(), Options with { Logger = _logger }, symbols);

    /// <summary>A binding of the sum of (100, 200) and one number twice, on the host.</summary>
    private sealed class Pair : IDisposable
    {
        private HostMemory _a = HostMemory.Allocate(8);
        private HostMemory _y = HostMemory.Allocate(8);

        public Pair(IInferenceSession session, bool forSteps = false)
        {
            Binding = forSteps ? session.CreateStepBinding() : session.CreateBinding();
            HostMemory b = HostMemory.Allocate(8);
            MemoryMarshal.AsBytes<float>([100f, 200f]).CopyTo(b.Bytes);
            Binding.SetInput(1, b, new TensorShape(2));
            NewHostMemory();
        }

        public ISessionBinding Binding { get; }

        public void NewHostMemory()
        {
            _a = HostMemory.Allocate(8);
            _y = HostMemory.Allocate(8);
            Binding.SetInput(0, _a, new TensorShape(2));
            Binding.SetOutput(0, _y, new TensorShape(2));
        }

        public void Fill(float value) => MemoryMarshal.AsBytes<float>([value, value]).CopyTo(_a.Bytes);

        public void Check(float value)
        {
            Fill(value);
            Binding.Run(CancellationToken.None);
            Assert.Equal([100f + value, 200f + value], MemoryMarshal.Cast<byte, float>(_y.Bytes).ToArray());
        }

        public void Dispose() => Binding.Dispose();
    }
}
