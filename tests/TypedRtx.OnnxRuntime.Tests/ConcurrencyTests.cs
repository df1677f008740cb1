using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public void Eight_threads_get_their_own_answers()
    {
        using OpenModel model = OpenModel.From(TestModels.Add());
        Exception?[] failures = new Exception?[8];
        Thread[] threads = [.. Enumerable.Range(0, failures.Length).Select(number => new Thread(() =>
        {
            try
            {
                RunMany(model, number);
            }
            catch (Exception error)
            {
                failures[number] = error;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(failures, Assert.Null);
    }

    [Fact]
    public void Models_open_on_several_threads_at_once()
    {
        double[] answers = [.. Enumerable.Range(0, 16).AsParallel().AsOrdered().Select(number =>
        {
            using OpenModel model = OpenModel.From(TestModels.Add());
            return model.Run(TestTensor.Create([(float)number], 1), TestTensor.Create([1f], 1))[0].ToDoubles()[0];
        })];
        Assert.Equal(Enumerable.Range(1, 16).Select(number => (double)number), answers);
    }

    private static void RunMany(OpenModel model, int number)
    {
        using ISessionBinding binding = model.Session.CreateBinding();
        for (int run = 0; run < 500; run++)
        {
            int length = 1 + (run % 5);
            float[] values = [.. Enumerable.Range(0, length).Select(i => (float)((number * 1000) + run + i))];
            Bindings.SetInput(binding, 0, TestTensor.Create(values, length));
            Bindings.SetInput(binding, 1, TestTensor.Create(values, length));
            if (run % 2 == 0)
            {
                binding.SetOutput(0);
            }
            else
            {
                binding.SetOutput(0, HostMemory.Allocate(4 * length), new TensorShape(length));
            }

            binding.Run(CancellationToken.None);
            Assert.Equal(values.Select(value => 2.0 * value), Bindings.GetOutput(binding, 0, ElementType.Float32).ToDoubles());
        }
    }
}
