using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class CancellationTests
{
    [Fact]
    public void Endless_run_ends_when_cancelled_and_the_binding_runs_again()
    {
        using OpenModel model = OpenModel.From(TestModels.EndlessLoop());
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([true]));
        Bindings.SetInput(binding, 1, TestTensor.Create([1f]));
        binding.SetOutput(0);
        for (int run = 0; run < 2; run++)
        {
            using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(50));
            OperationCanceledException error = Assert.Throws<OperationCanceledException>(() => binding.Run(source.Token));
            Assert.Equal(source.Token, error.CancellationToken);
        }

        Bindings.SetInput(binding, 0, TestTensor.Create([false]));
        binding.Run(CancellationToken.None);
        Assert.Equal([1.0], Bindings.GetOutput(binding, 0, ElementType.Float32).ToDoubles());
    }

    [Fact]
    public void Cancelled_token_does_not_start_a_run()
    {
        using OpenModel model = OpenModel.From(TestModels.EndlessLoop());
        using ISessionBinding binding = model.Session.CreateBinding();
        Assert.Throws<OperationCanceledException>(() => binding.Run(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Cancelling_one_run_leaves_another_alone()
    {
        using OpenModel model = OpenModel.From(TestModels.EndlessLoop());
        using ISessionBinding endless = model.Session.CreateBinding();
        using ISessionBinding short_ = model.Session.CreateBinding();
        foreach ((ISessionBinding binding, bool go) in new[] { (endless, true), (short_, false) })
        {
            Bindings.SetInput(binding, 0, TestTensor.Create([go]));
            Bindings.SetInput(binding, 1, TestTensor.Create([1f]));
            binding.SetOutput(0);
        }

        using CancellationTokenSource source = new();
        Task run = Task.Run(() => endless.Run(source.Token), CancellationToken.None);
        for (int i = 0; i < 1000; i++)
        {
            short_.Run(CancellationToken.None);
        }

        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => run.GetAwaiter().GetResult());
        short_.Run(CancellationToken.None);
    }

    [Fact]
    public void Cancelled_token_does_not_open_a_model()
    {
        byte[] bytes = TestModels.Add().ToBytes();
        using MemoryStream stream = new(bytes);
        BackendRequest request = new(
            OpenModel.Describe(OnnxModelReader.Read(stream).Signature), ModelSource.FromBytes(bytes, "test.onnx"), new ModelOptions());
        OnnxRuntimeBackend backend = new();
        using BackendArtefact artefact = backend.Prepare(request, null, CancellationToken.None);
        CancellationToken cancelled = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => backend.Prepare(request, null, cancelled));
        Assert.Throws<OperationCanceledException>(() => backend.Open(artefact, request, [], cancelled));
    }
}
