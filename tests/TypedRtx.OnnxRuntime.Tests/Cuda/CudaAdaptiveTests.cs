using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests.Cuda;

/// <summary>Lengths that come back get a session of their own on the GPU, whose runs are recorded.</summary>
public sealed class CudaAdaptiveTests : CudaDoubleTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Device)]
    public void Lengths_that_come_back_are_recorded_and_results_stay_the_same(MemoryKind kind)
    {
        ListLogger logger = new();
        byte[] bytes = TestModels.Add().ToBytes();
        using MemoryStream stream = new(bytes);
        BackendRequest request = new(
            OpenModel.Describe(OnnxModelReader.Read(stream).Signature),
            ModelSource.FromBytes(bytes, "test.onnx"),
            Options with { Logger = logger });
        OpenedBackend plain = OpenedBackend.Open(Double.Backend, request, null, CancellationToken.None);
        AdaptiveLimits limits = AdaptiveLimits.Of(request.Options, plain) with
        {
            Compare = static (general, specialized, _) =>
            {
                for (int i = 0; i < 4; i++)
                {
                    general.Run(CancellationToken.None);
                    specialized.Run(CancellationToken.None);
                }

                return new CandidateTimes(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1));
            },
        };
        using OpenedBackend opened = AdaptiveSession.Over(request, plain, limits);
        AdaptiveSession session = Assert.IsType<AdaptiveSession>(opened.Session);
        using TensorMemory a = session.Allocate(kind, 8);
        using TensorMemory b = session.Allocate(kind, 8);
        using TensorMemory y = session.Allocate(kind, 8);
        using ISessionBinding binding = session.CreateBinding();
        binding.SetInput(0, a, new TensorShape(2));
        binding.SetInput(1, b, new TensorShape(2));
        binding.SetOutput(0, y, new TensorShape(2));
        b.Write(0, MemoryMarshal.AsBytes<float>([100f, 200f]));
        for (int run = 0; run < 5; run++)
        {
            Check(run);
        }

        Assert.True(SpinWait.SpinUntil(() => session.IsIdle, Long));
        Assert.Equal(SpecializationState.Specialized, Assert.Single(session.Specializations).State);
        long launches = Double.Driver.CallCount("cuGraphLaunch");
        for (int run = 5; run < 9; run++)
        {
            Check(run);
        }

        Assert.Equal(launches + 4, Double.Driver.CallCount("cuGraphLaunch"));
        Assert.DoesNotContain(logger.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));

        void Check(float value)
        {
            a.Write(0, MemoryMarshal.AsBytes<float>([value, value]));
            binding.Run(CancellationToken.None);
            byte[] result = new byte[8];
            binding.CopyOutput(0, result);
            Assert.Equal([100f + value, 200f + value], MemoryMarshal.Cast<byte, float>(result).ToArray());
        }
    }
}
