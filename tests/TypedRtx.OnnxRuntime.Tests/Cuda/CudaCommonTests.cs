using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests.Cuda;

/// <summary>Several lengths of a model are recorded in one session, where the library records it with free lengths.</summary>
public sealed class CudaCommonTests : CudaDoubleTests
{
    private int Sessions => Double.Told.Count(told => told.Contains("device_id", StringComparison.Ordinal));

    [Fact]
    public void Lengths_share_a_session_and_are_recorded_each()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options, 2);
        using IInferenceSession three = model.OpenFor(3);
        using Sum first = new(model.Session, 2);
        using Sum second = new(three, 3);
        for (int run = 0; run < 6; run++)
        {
            first.Check(run);
            second.Check(10 * run);
        }

        Assert.Equal(1, Sessions);
        Assert.Equal(2, Double.Counts.Recorded);
        Assert.Equal(8, Double.Driver.CallCount("cuGraphLaunch"));
        Assert.Equal(0, Double.RunsElsewhere);
    }

    [Fact]
    public void Lengths_are_told_to_take_what_the_session_grew_by_for_them()
    {
        Double.WorkspaceByteLength = 32 << 20;
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options, 2);
        IInferenceSession two = model.Session;
        IInferenceSession three = model.OpenFor(3);
        Assert.True(two.ByteLength >= 32 << 20);
        Assert.Equal(two.ByteLength, two.ByteLength);
        Assert.Equal(0, three.ByteLength);
        two.Dispose();
        using (IInferenceSession four = model.OpenFor(4))
        {
            Assert.Equal(0, four.ByteLength);
            three.Dispose();
        }

        using IInferenceSession five = model.OpenFor(5);
        Assert.True(five.ByteLength >= 32 << 20);
        Assert.Equal(2, Sessions);
    }

    [Fact]
    public void Budget_gets_a_session_for_each_lengths()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options with { MemoryBudget = 1L << 30 }, 2);
        using IInferenceSession three = model.OpenFor(3);
        Assert.Equal(2, Sessions);
    }

    [Fact]
    public void Artefact_may_go_before_its_sessions()
    {
        OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options, 2);
        using IInferenceSession three = model.OpenFor(3);
        model.Dispose();
        using Sum sum = new(three, 3);
        sum.Check(1);
    }

    [Fact]
    public void Session_is_freed_with_its_last_lengths_and_opened_again()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options, 2);
        model.Session.Dispose();
        using (IInferenceSession three = model.OpenFor(3))
        {
            using Sum sum = new(three, 3);
            sum.Check(1);
        }

        Assert.Equal(2, Sessions);
    }

    [Fact]
    public void Binding_outlives_its_lengths()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options, 2);
        IInferenceSession two = model.Session;
        using Sum sum = new(two, 2);
        sum.Check(1);
        two.Dispose();
        sum.Check(2);
        Assert.Throws<ObjectDisposedException>(two.CreateBinding);
    }

    [Fact]
    public void Model_that_is_refused_with_free_lengths_gets_a_session_for_each_and_is_offered_once()
    {
        ListLogger logger = new();
        Double.RefusesFirstRecording = true;
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options with { Logger = logger }, 2);
        using IInferenceSession three = model.OpenFor(3);
        using Sum first = new(model.Session, 2);
        using Sum second = new(three, 3);
        for (int run = 0; run < 4; run++)
        {
            first.Check(run);
            second.Check(run);
        }

        Assert.Equal(3, Sessions);
        Assert.Equal(2, Double.Counts.Recorded);
        Assert.DoesNotContain(logger.Lines, line => line.StartsWith("Information", StringComparison.Ordinal));
    }

    [Fact]
    public void Model_with_a_tensor_on_the_host_gets_a_session_for_each_lengths()
    {
        Double.OnHost.Add("b");
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options, 2);
        using IInferenceSession three = model.OpenFor(3);
        using Sum sum = new(three, 3);
        sum.Check(1);
        Assert.Equal(3, Sessions);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 4)]
    public void Convolutions_and_several_runs_at_once_get_a_session_for_each(bool isConvolution, int concurrency)
    {
        OnnxModelBuilder builder = isConvolution
            ? new OnnxModelBuilder()
                .Input("a", ElementType.Float32, 1, 1, "n").Input("b", ElementType.Float32, 1, 1, 1).Output("y", ElementType.Float32, 1, 1, "n")
                .Node("Conv", ["a", "b"], ["y"])
            : TestModels.Add();
        using OpenModel model = OpenModel.On(Double.Backend, builder, Options with { MaxConcurrency = concurrency }, 2);
        using IInferenceSession three = model.OpenFor(3);
        Assert.Equal(2, Sessions);
    }

    [Fact]
    public void Recording_that_fails_for_lengths_leaves_that_of_others()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options, 2);
        using IInferenceSession three = model.OpenFor(3);
        using Sum first = new(model.Session, 2);
        using Sum second = new(three, 3);
        Double.FailsRecording = true;
        for (int run = 0; run < 9; run++)
        {
            first.Check(run);
        }

        Double.FailsRecording = false;
        Assert.Equal(0, Double.Driver.CallCount("cuGraphLaunch"));
        for (int run = 0; run < 4; run++)
        {
            second.Check(run);
        }

        Assert.Equal(2, Double.Driver.CallCount("cuGraphLaunch"));
        Assert.Equal(0, Double.RunsElsewhere);
    }

    /// <summary>A binding of the sum of a number and its place, on the host.</summary>
    private sealed class Sum : IDisposable
    {
        private readonly ISessionBinding _binding;
        private readonly HostMemory _a;
        private readonly HostMemory _y;
        private readonly int _length;

        public Sum(IInferenceSession session, int length)
        {
            _length = length;
            _binding = session.CreateBinding();
            _a = HostMemory.Allocate(4 * length);
            _y = HostMemory.Allocate(4 * length);
            HostMemory b = HostMemory.Allocate(4 * length);
            Enumerable.Range(0, length).Select(at => (float)at).ToArray().CopyTo(MemoryMarshal.Cast<byte, float>(b.Bytes));
            _binding.SetInput(0, _a, new TensorShape(length));
            _binding.SetInput(1, b, new TensorShape(length));
            _binding.SetOutput(0, _y, new TensorShape(length));
        }

        public void Check(float value)
        {
            MemoryMarshal.Cast<byte, float>(_a.Bytes)[.._length].Fill(value);
            _binding.Run(CancellationToken.None);
            Assert.Equal(Enumerable.Range(0, _length).Select(at => value + at), MemoryMarshal.Cast<byte, float>(_y.Bytes)[.._length].ToArray());
        }

        public void Dispose() => _binding.Dispose();
    }
}
