using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Tests;

/// <summary>Model files and the fake engine for <see cref="Bert"/>.</summary>
internal static class BertFiles
{
    // Static because the fake backend finds engines by the name of the class.
    public static FakeEngine Engine { get; } = new FakeEngine(Kernel).Register("Bert");

    public static OnnxModelBuilder Builder()
    {
        _ = Engine;
        return new OnnxModelBuilder()
            .Input("input_ids", ElementType.Int64, "batch", "sequence")
            .Input("attention_mask", ElementType.Int64, "batch", "sequence")
            .Input("scale", ElementType.Float32)
            .Input("bias", ElementType.Float32, "sequence")
            .Initializer("bias", [0f], 1)
            .Output("hidden", ElementType.Float32, "batch", "sequence")
            .Output("score", ElementType.Float32)
            .Output("label", ElementType.String, "batch");
    }

    public static Bert Load(ModelOptions? options = null) => Bert.LoadFrom(Builder().ToBytes(), options);

    // hidden = ids * mask * scale + bias, score = their sum, label = the row's index.
    private static void Kernel(FakeBinding binding, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadOnlySpan<long> ids = binding.Input<long>(0);
        ReadOnlySpan<long> mask = binding.Input<long>(1);
        float scale = binding.Input<float>(2)[0];
        ReadOnlySpan<float> bias = binding.HasInput(3) ? binding.Input<float>(3) : default;
        TensorShape shape = binding.InputShape(0);
        Span<float> hidden = binding.Output<float>(0, shape);
        float sum = 0;
        for (int i = 0; i < hidden.Length; i++)
        {
            hidden[i] = (ids[i] * mask[i] * scale) + (bias.IsEmpty ? 0 : bias[i % shape[1]]);
            sum += hidden[i];
        }

        binding.Output<float>(1, TensorShape.Scalar)[0] = sum;
        binding.Output(2, [.. Enumerable.Range(0, shape[0]).Select(row => $"row {row}")], new TensorShape(shape[0]));
    }
}
