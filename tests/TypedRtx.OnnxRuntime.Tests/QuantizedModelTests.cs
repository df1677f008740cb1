using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>What the quantised models of the test kit say they give, held against ONNX Runtime.</summary>
public sealed class QuantizedModelTests
{
    private const double Tolerance = 1e-5;

    // Not float8_matmul: ONNX Runtime 1.30 fuses it into MatMulIntegerToFloat, and then refuses that for its float8.
    private static readonly QuantizedModel[] Models =
        [.. QuantizedModels.All.Where(model => model.Name != "float8_matmul"), QuantizedModels.Int8Conv];

    public static TheoryData<string> Names => [.. Models.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Quantized_model_gives_its_answers(string name)
    {
        QuantizedModel model = Models.First(model => model.Name == name);
        using OpenModel open = OpenModel.From(model.Model);

        double[] found = open.Run(model.Input)[0].ToDoubles();

        double[] expected = model.Output.ToDoubles();
        double largest = expected.Max(Math.Abs);
        Assert.All(expected, (value, i) => Assert.InRange(found[i], value - (largest * Tolerance), value + (largest * Tolerance)));
    }
}
