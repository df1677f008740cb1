using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Runs that are refused before they begin, on the double.</summary>
public sealed class RunRefusalTests : DoubleTests
{
    [Fact]
    public void Bound_shape_that_an_output_does_not_have_is_told()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, 1, 2);
        using TensorMemory y = model.Room(MemoryKind.Host, 3);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0, y, [3]);

        OutputShapeException error = Assert.Throws<OutputShapeException>(() => binding.Run(CancellationToken.None));

        Assert.Contains("'y' has the shape [2], and [3] was bound", error.Message, StringComparison.Ordinal);
        binding.SetOutput(0, y, [2]);
        binding.Run(CancellationToken.None);
        Assert.Equal([2, 4], RunningModel.Floats(y, 2));
    }

    [Fact]
    public void Shapes_in_no_profile_do_not_fit_and_say_why()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, new float[9]);
        binding.SetInput(0, a, [8]);
        binding.SetInput(1, a, [8]);
        Assert.True(binding.Fits);
        binding.SetInput(0, a, [9]);
        binding.SetInput(1, a, [9]);
        binding.SetOutput(0);

        Assert.False(binding.Fits);
        InferenceException error = Assert.Throws<InferenceException>(() => binding.Run(CancellationToken.None));
        Assert.Contains("in profile 'p0' the input 'a' is [1] to [8], not [9]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_token_keeps_a_run_from_beginning()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();

        Assert.Throws<OperationCanceledException>(() => binding.Run(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Input_that_was_not_set_is_named()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, 1, 2);
        binding.SetInput(0, a, [2]);

        InferenceException error = Assert.Throws<InferenceException>(() => binding.Run(CancellationToken.None));

        Assert.Equal("The input 'b' was not set.", error.Message);
    }

    [Fact]
    public void Memory_that_was_disposed_while_bound_is_refused()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        TensorMemory a = model.Memory(MemoryKind.Device, 1, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0);
        a.Dispose();

        ObjectDisposedException error = Assert.Throws<ObjectDisposedException>(() => binding.Run(CancellationToken.None));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_that_is_too_small_is_refused()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Device, 1, 2);

        Assert.Throws<ArgumentException>(() => binding.SetInput(0, a, [3]));
    }
}
