using TypedRtx.Signatures;

namespace TypedRtx.TestKit;

/// <summary>
/// Small models whose weights and activations are quantised explicitly: <c>QuantizeLinear</c> and <c>DequantizeLinear</c> around a
/// matrix product and a convolution, one scale per tensor, in int8 and in float8 E4M3FN.
/// </summary>
public static class QuantizedModels
{
    private const int Batch = 16;
    private const int Seed = 20_240;
    private const float InputScale = 1 / 64f;
    private const float WeightScale = 1 / 128f;

    // Sizes that the matrix units of GPUs take without padding.
    private const int Inner = 64;
    private const int Columns = 32;
    private const int Channels = 16;
    private const int Filters = 32;
    private const int Side = 8;
    private const int Kernel = 3;

    /// <summary>The models that GPUs run, in order of their names.</summary>
    public static IReadOnlyList<QuantizedModel> All { get; } =
    [
        Conv("float8_conv", ElementType.Float8E4M3FN),
        MatMul("float8_matmul", ElementType.Float8E4M3FN),
        MatMul("int8_matmul", ElementType.Int8),
    ];

    /// <summary>A convolution in int8, which TensorRT for RTX 1.6 has no kernel for.</summary>
    public static QuantizedModel Int8Conv { get; } = Conv("int8_conv", ElementType.Int8);

    /// <summary>Writes every model with its test vectors, each into a folder of its name.</summary>
    public static IReadOnlyList<ModelCase> WriteTo(string folder) => [.. All.Select(model => model.Save(folder))];

    private static QuantizedModel MatMul(string name, ElementType type)
    {
        float[] values = Draw(Batch * Inner, 0);
        byte[] weights = new Quantizer(type, WeightScale).Encode(Draw(Inner * Columns, 1));
        double[] x = Rounded(values, type);
        double[] w = new Quantizer(type, WeightScale).Decode(weights);
        float[] y = new float[Batch * Columns];
        for (int i = 0; i < y.Length; i++)
        {
            (int row, int column) = (i / Columns, i % Columns);
            y[i] = (float)Enumerable.Range(0, Inner).Sum(k => x[(row * Inner) + k] * w[(k * Columns) + column]);
        }

        OnnxModelBuilder model = Start(type, weights, Inner, Columns)
            .Input("x", ElementType.Float32, "batch", Inner)
            .Output("y", ElementType.Float32, "batch", Columns)
            .Node("MatMul", ["x_rounded", "w"], ["y"]);
        return new QuantizedModel(name, model, TestTensor.Create(values, Batch, Inner), TestTensor.Create(y, Batch, Columns));
    }

    private static QuantizedModel Conv(string name, ElementType type)
    {
        float[] values = Draw(Batch * Channels * Side * Side, 2);
        byte[] weights = new Quantizer(type, WeightScale).Encode(Draw(Filters * Channels * Kernel * Kernel, 3));
        float[] y = Convolve(Rounded(values, type), new Quantizer(type, WeightScale).Decode(weights));
        OnnxModelBuilder model = Start(type, weights, Filters, Channels, Kernel, Kernel)
            .Input("x", ElementType.Float32, "batch", Channels, Side, Side)
            .Output("y", ElementType.Float32, "batch", Filters, Side, Side)
            .Node("Conv", ["x_rounded", "w"], ["y"], OnnxAttributes.Ints("pads", 1, 1, 1, 1));
        return new QuantizedModel(
            name, model, TestTensor.Create(values, Batch, Channels, Side, Side), TestTensor.Create(y, Batch, Filters, Side, Side));
    }

    // Weights lie in the file quantised; activations are quantised and back where they come in.
    private static OnnxModelBuilder Start(ElementType type, byte[] weights, params long[] shape) => new OnnxModelBuilder(opset: 19, irVersion: 9)
        .Initializer("x_scale", [InputScale])
        .Initializer("w_scale", [WeightScale])
        .Initializer(TensorProtos.Raw("zero", type, [0]))
        .Initializer(TensorProtos.Raw("w_quantized", type, weights, shape))
        .Node("QuantizeLinear", ["x", "x_scale", "zero"], ["x_quantized"])
        .Node("DequantizeLinear", ["x_quantized", "x_scale", "zero"], ["x_rounded"])
        .Node("DequantizeLinear", ["w_quantized", "w_scale", "zero"], ["w"]);

    private static float[] Convolve(double[] x, double[] w)
    {
        float[] y = new float[Batch * Filters * Side * Side];
        for (int i = 0; i < y.Length; i++)
        {
            (int image, int filter, int row, int column) =
                (i / (Filters * Side * Side), i / (Side * Side) % Filters, i / Side % Side, i % Side);
            double sum = 0;
            for (int k = 0; k < Channels * Kernel * Kernel; k++)
            {
                (int channel, int dy, int dx) = (k / (Kernel * Kernel), (k / Kernel % Kernel) - 1, (k % Kernel) - 1);
                if (row + dy is >= 0 and < Side && column + dx is >= 0 and < Side)
                {
                    sum += x[(((((image * Channels) + channel) * Side) + row + dy) * Side) + column + dx]
                        * w[(filter * Channels * Kernel * Kernel) + k];
                }
            }

            y[i] = (float)sum;
        }

        return y;
    }

    private static double[] Rounded(float[] values, ElementType type)
    {
        Quantizer quantizer = new(type, InputScale);
        return quantizer.Decode(quantizer.Encode(values));
    }

    private static float[] Draw(int count, int stream)
    {
        Random random = new(Seed + stream);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (random.NextSingle() * 2) - 1;
        }

        return values;
    }
}
