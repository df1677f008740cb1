using TypedRtx.Backends;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>Tensors and state that stay in the GPU's memory.</summary>
[Collection(RtxProject.Name)]
public sealed class DeviceTests(RtxProject project)
{
    [Fact]
    public void Device_bindings_hand_their_results_on()
    {
        using DoubleMachine machine = new();
        using (TypedModel model = project.Open("Chat", machine.Named))
        {
            float[] found = (float[])project.Call("OnDevice", model, 2);

            Assert.Equal([(float)MemoryKind.Device, .. Enumerable.Range(1, 6).Select(i => i * 21f)], found);
        }

        machine.Double.AssertClean();
    }

    [Fact]
    public void Run_of_a_device_binding_allocates_nothing()
    {
        using DoubleMachine machine = new();
        List<IDisposable> owned = [project.Open("Chat", machine.Named with { Logger = null })];
        Action run = (Action)project.Call("DeviceRuns", owned[0], owned);

        long bytes = Allocations.Of(run);

        owned.Reverse();
        owned.ForEach(part => part.Dispose());
        Assert.Equal(0, bytes);
        machine.Double.AssertClean();
    }

    [Fact]
    public void State_on_the_device_goes_as_on_the_CPU()
    {
        using DoubleMachine machine = new();

        float[][] expected = (float[][])project.Call("Steps", machine.Auto with { Backend = Backend.Cpu, NativeLibraryPath = null });
        float[][] found = (float[][])project.Call("Steps", machine.Named);

        Assert.Equal(expected.Length, found.Length);
        for (int step = 0; step < expected.Length; step++)
        {
            Assert.Equal(expected[step].Length, found[step].Length);
            Assert.All(expected[step].Zip(found[step]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }

        machine.Double.AssertClean();
    }

    [Theory]
    [InlineData(Specialization.Lazy)]
    [InlineData(Specialization.Eager)]
    public void Steps_compile_nothing_for_lengths_that_do_not_come_back(Specialization specialization)
    {
        using DoubleMachine machine = new();
        ModelOptions options = machine.Named with { Specialization = specialization, CudaGraphs = CudaGraphs.WholeGraphCapture };

        Assert.Equal(0L, project.Call("StepCost", options, (Func<long>)(() => machine.Double.CallCount("compile"))));
    }

    [Fact]
    public void Loading_again_and_again_leaves_nothing()
    {
        using DoubleMachine machine = new();
        for (int i = 0; i < 20; i++)
        {
            using TypedModel model = project.Open("Chat", machine.Auto);
            project.Run("Chat", model, 2);
            project.Call("OnDevice", model, 3);
        }

        machine.Double.AssertClean();
    }
}
