namespace TypedRtx.Tests;

/// <summary>Small functions for fake models.</summary>
internal static class Kernels
{
    /// <summary>Output 0 is twice input 0, in its shape.</summary>
    public static FakeKernel Double { get; } = static (binding, _) =>
    {
        ReadOnlySpan<float> x = binding.Input<float>(0);
        Span<float> y = binding.Output<float>(0, binding.InputShape(0));
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = 2 * x[i];
        }
    };

    /// <summary>Output 0 holds the positive elements of input 0.</summary>
    public static FakeKernel Positive { get; } = static (binding, _) =>
    {
        float[] found = [.. binding.Input<float>(0).ToArray().Where(value => value > 0)];
        found.CopyTo(binding.Output<float>(0, new TensorShape(found.Length)));
    };

    /// <summary>Output 0 is the sum of input 0, a scalar.</summary>
    public static FakeKernel Sum { get; } = static (binding, _) =>
    {
        float sum = 0;
        foreach (float value in binding.Input<float>(0))
        {
            sum += value;
        }

        binding.Output<float>(0, TensorShape.Scalar)[0] = sum;
    };
}
