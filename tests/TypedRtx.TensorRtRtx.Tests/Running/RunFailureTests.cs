using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Each call that a session makes fails once: a clear error, and afterwards a model that runs.</summary>
public sealed class RunFailureTests : DoubleTests
{
    private const int InvalidValue = 1;

    public static TheoryData<string, RtxDoubleFailure> RunCalls => new()
    {
        { "VExecutionContext.setInputShape", RtxDoubleFailure.Null },
        { "VExecutionContext.setTensorAddress", RtxDoubleFailure.Null },
        { "VExecutionContext.setOptimizationProfileAsync", RtxDoubleFailure.Null },
        { "VExecutionContext.inferShapes", RtxDoubleFailure.Error },
        { "VExecutionContext.enqueueV3", RtxDoubleFailure.Null },
        { "VExecutionContext.enqueueV3", RtxDoubleFailure.Error },
        { "VExecutionContext.enqueueV3", RtxDoubleFailure.OutOfMemory },
        { "cuCtxSetCurrent", RtxDoubleFailure.Error },
        { "cuMemAlloc_v2", RtxDoubleFailure.OutOfMemory },
        { "cuMemcpyHtoDAsync_v2", RtxDoubleFailure.Error },
        { "cuMemcpyDtoHAsync_v2", RtxDoubleFailure.Error },
        { "cuStreamSynchronize", RtxDoubleFailure.Error },
    };

    public static TheoryData<string> OpenCalls =>
    [
        "cuDevicePrimaryCtxRetain", "createInferRuntime_INTERNAL", "VRuntime.deserializeCudaEngine", "VCudaEngine.createRuntimeConfig",
        "VRuntimeConfig.createRuntimeCache", "VRuntimeConfig.setRuntimeCache", "VRuntimeConfig.setCudaGraphStrategy",
        "VCudaEngine.createExecutionContextWithRuntimeConfig", "cuStreamCreate",
    ];

    [Theory]
    [MemberData(nameof(RunCalls))]
    public void Call_that_fails_in_a_run_is_an_error_and_the_next_run_is_right(string call, RtxDoubleFailure failure)
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..64..512", "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, 1, 2);
        using TensorMemory y = model.Room(MemoryKind.Host, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0, y, [2]);
        Double.Set("cuda_error_code", InvalidValue);
        Double.Fail(call, failure);

        TypedRtxException error = Assert.ThrowsAny<TypedRtxException>(() => binding.Run(CancellationToken.None));
        Assert.IsType<InferenceException>(error);
        Assert.Contains("could not", error.Message, StringComparison.Ordinal);
        y.Clear();
        binding.Run(CancellationToken.None);
        Assert.Equal([2, 4], RunningModel.Floats(y, 2));
    }

    [Theory]
    [InlineData("VExecutionContext.setOutputAllocator", RtxDoubleFailure.Null)]
    [InlineData("VExecutionContext.enqueueV3", RtxDoubleFailure.Error)]
    [InlineData("cuMemAlloc_v2", RtxDoubleFailure.OutOfMemory)]
    public void Call_that_fails_for_an_output_of_open_size_is_an_error_and_the_next_run_is_right(string call, RtxDoubleFailure failure)
    {
        using RunningModel model = Open(RunningModel.NonZero(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory x = model.Memory(MemoryKind.Device, 0, 5, 0, 7);
        binding.SetInput(0, x, [4]);
        binding.SetOutput(0);
        Double.Fail(call, failure);

        Assert.Throws<InferenceException>(() => binding.Run(CancellationToken.None));

        binding.Run(CancellationToken.None);
        Assert.Equal(new TensorShape(1, 2), binding.GetOutputShape(0));
    }

    [Theory]
    [MemberData(nameof(OpenCalls))]
    public void Call_that_fails_while_opening_is_an_error_and_leaves_nothing(string call)
    {
        Double.Fail(call, RtxDoubleFailure.Null);

        Assert.ThrowsAny<TypedRtxException>(() => Open(RunningModel.Add(), "n=1..4..8"));
    }

    [Fact]
    public void Lost_device_is_said_in_every_later_run()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = HostMemory.Allocate(2 * sizeof(float));
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0);
        Double.Fail("VExecutionContext.enqueueV3", RtxDoubleFailure.FaultOnStream);
        Assert.Throws<InferenceException>(() => binding.Run(CancellationToken.None));

        InferenceException error = Assert.Throws<InferenceException>(() => binding.Run(CancellationToken.None));

        Assert.StartsWith("The model cannot run any more", error.Message, StringComparison.Ordinal);
        Double.Reset();
    }
}
