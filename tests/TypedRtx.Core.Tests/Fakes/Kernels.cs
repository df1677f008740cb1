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

    /// <summary>
    /// A decoder: input 0 is x[batch, s], input 1 past[batch, p]; output 0 is the sum of each row of both, output 1 is present[batch,
    /// p + s], past with x behind it.
    /// </summary>
    public static FakeKernel Append { get; } = static (binding, _) =>
    {
        ReadOnlySpan<float> x = binding.Input<float>(0);
        ReadOnlySpan<float> past = binding.Input<float>(1);
        (int rows, int added, int before) = (binding.InputShape(0)[0], binding.InputShape(0)[1], binding.InputShape(1)[1]);
        Span<float> sums = binding.Output<float>(0, new TensorShape(rows));
        Span<float> present = binding.Output<float>(1, new TensorShape(rows, before + added));
        for (int row = 0; row < rows; row++)
        {
            Span<float> all = present.Slice(row * (before + added), before + added);
            past.Slice(row * before, before).CopyTo(all);
            x.Slice(row * added, added).CopyTo(all[before..]);
            sums[row] = 0;
            foreach (float value in all)
            {
                sums[row] += value;
            }
        }
    };

    /// <summary>A recurrent cell: output 0 and output 1 are the sum of input 0 and input 1.</summary>
    public static FakeKernel Accumulate { get; } = static (binding, _) =>
    {
        ReadOnlySpan<float> x = binding.Input<float>(0);
        ReadOnlySpan<float> before = binding.Input<float>(1);
        Span<float> y = binding.Output<float>(0, binding.InputShape(0));
        Span<float> after = binding.Output<float>(1, binding.InputShape(1));
        for (int i = 0; i < x.Length; i++)
        {
            after[i] = y[i] = x[i] + before[i];
        }
    };
}
