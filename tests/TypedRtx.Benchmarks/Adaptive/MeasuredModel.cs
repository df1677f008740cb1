using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Benchmarks.Adaptive;

/// <summary>Any model of floats and 64-bit integers, run as generated code runs it.</summary>
internal sealed class MeasuredModel : TypedModel
{
    private MeasuredModel(ModelDescriptor descriptor, LoadedModel model)
        : base(model) => Descriptor = descriptor;

    /// <summary>The model's names and shapes.</summary>
    public ModelDescriptor Descriptor { get; }

    /// <summary>What describes a model file.</summary>
    public static ModelDescriptor Describe(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Describe(path, OnnxModelReader.ReadWithShapes(file).Signature);
    }

    /// <summary>What describes a model file of a known signature.</summary>
    public static ModelDescriptor Describe(string path, ModelSignature signature) => ModelDescriptor.OfFile(path, signature);

    /// <summary>One length per free symbol.</summary>
    public static int[] Dims(ModelDescriptor descriptor, IReadOnlyList<(string Symbol, long Length)> lengths) =>
        [.. descriptor.Plan.Symbols.Select(symbol => (int)lengths.Single(length => length.Symbol == symbol.Name).Length)];

    /// <summary>Loads a model file.</summary>
    public static MeasuredModel Load(string path, ModelOptions options) => Load(Describe(path), options);

    /// <summary>Loads a model that is described.</summary>
    public static MeasuredModel Load(ModelDescriptor descriptor, ModelOptions options) =>
        new(descriptor, descriptor.LoadFrom(descriptor.Path, options));

    /// <summary>Specialises the model for lengths.</summary>
    public Task WarmAsync(int[] dims) => Warm(dims, CancellationToken.None);

    /// <summary>Waits until nothing is made or kept in the background.</summary>
    public void Settle()
    {
        while (!Runtime.IsIdle)
        {
            Thread.Sleep(10);
        }
    }

    /// <summary>Binds inputs of a half and of ones.</summary>
    public Bound Bind(int[] dims)
    {
        Bound bound = new(this, dims);
        for (int i = 0; i < Descriptor.Signature.Inputs.Count; i++)
        {
            if (Descriptor.Signature.Inputs[i].Type is TensorType { Element: ElementType.Int64 })
            {
                bound.Of<long>(i).Fill(1);
            }
            else
            {
                bound.Of<float>(i).Fill(0.5f);
            }
        }

        return bound;
    }

    /// <summary>Inputs and outputs that stay bound.</summary>
    internal sealed class Bound : ModelBinding
    {
        internal Bound(MeasuredModel model, int[] dims)
            : base(model, dims)
        {
        }

        /// <summary>An input.</summary>
        public Span<T> Of<T>(int input) => Input<T>(input);

        /// <summary>Runs so many times.</summary>
        public void RunTimes(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Run();
            }
        }
    }
}
