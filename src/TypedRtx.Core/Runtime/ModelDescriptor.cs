using System.Reflection;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>What a generated class tells the runtime about its model.</summary>
public sealed class ModelDescriptor
{
    /// <summary>The highest rank of an input whose rank the model leaves open.</summary>
    internal const int MaxOpenRank = 16;

    private readonly Lazy<StatePlan> _states;

    /// <summary>Describes a model.</summary>
    /// <param name="name">The name of the generated class.</param>
    /// <param name="file">The model's file name.</param>
    /// <param name="path">Where the program finds it: a path relative to the program's folder, or a resource name.</param>
    /// <param name="delivery">How the model reaches the program.</param>
    /// <param name="assembly">The assembly of the generated class.</param>
    /// <param name="signature">The text of the model's signature.</param>
    /// <param name="inputs">The C# parameter of each input, in signature order; empty where it is not offered.</param>
    /// <param name="outputs">The C# property of each output, in signature order; empty where it is not offered.</param>
    /// <param name="symbols">The C# parameter of each free symbol, in the order of the shape plan.</param>
    /// <param name="profiles">The declared optimization profiles, in order of declaration.</param>
    public ModelDescriptor(
        string name,
        string file,
        string path,
        ModelDelivery delivery,
        Assembly assembly,
        string signature,
        string[] inputs,
        string[] outputs,
        string[] symbols,
        OptimizationProfile[]? profiles = null)
    {
        Name = name;
        File = file;
        Path = path;
        Delivery = delivery;
        Assembly = assembly;
        Signature = ModelSignature.Parse(signature);
        Plan = ShapePlan.From(Signature);
        _states = new Lazy<StatePlan>(() => StatePlan.From(Signature, Plan));
        SymbolNames = symbols;
        Profiles = profiles ?? [];
        Inputs = ModelDescriptorLayout.Inputs(Signature, Plan, inputs, out int keyLength, out int scratchLength);
        Outputs = ModelDescriptorLayout.Outputs(Signature, Plan, outputs);
        KeyLength = keyLength;
        ScratchLength = scratchLength;
    }

    /// <summary>Describes a model file that there is no class for: names are those of the model.</summary>
    internal static ModelDescriptor OfFile(string path, ModelSignature signature, params OptimizationProfile[] profiles) => new(
        System.IO.Path.GetFileNameWithoutExtension(path),
        System.IO.Path.GetFileName(path),
        path,
        ModelDelivery.External,
        typeof(ModelDescriptor).Assembly,
        signature.ToString(),
        [.. signature.Inputs.Select(input => input.Name)],
        [.. signature.Outputs.Select(output => output.Name)],
        [.. ShapePlan.From(signature).Symbols.Select(symbol => symbol.Name)],
        profiles);

    /// <summary>The name of the generated class.</summary>
    public string Name { get; }

    /// <summary>The model's file name.</summary>
    public string File { get; }

    /// <summary>Where the program finds the model.</summary>
    public string Path { get; }

    /// <summary>How the model reaches the program.</summary>
    public ModelDelivery Delivery { get; }

    /// <summary>The assembly of the generated class.</summary>
    public Assembly Assembly { get; }

    /// <summary>The signature that the class was compiled for.</summary>
    public ModelSignature Signature { get; }

    /// <summary>The free symbols and how every dimension follows from them.</summary>
    public ShapePlan Plan { get; }

    /// <summary>The declared optimization profiles, in order of declaration.</summary>
    public IReadOnlyList<OptimizationProfile> Profiles { get; }

    /// <summary>How many integers a <see cref="SymbolBinder"/> of this model works on.</summary>
    public int ScratchLength { get; }

    /// <summary>Which inputs are outputs of the run before; found when first asked for.</summary>
    internal StatePlan States => _states.Value;

    internal string[] SymbolNames { get; }

    internal ModelInput[] Inputs { get; }

    internal ModelOutput[] Outputs { get; }

    /// <summary>
    /// The length of a key: the free symbols, then whether each optional input is given, then the shapes of inputs whose
    /// rank the model leaves open. Everything that depends on shape is kept under it.
    /// </summary>
    internal int KeyLength { get; }

    /// <summary>Loads the model from where the build put it, or from <see cref="ModelOptions.ModelPath"/>.</summary>
    /// <exception cref="ModelFileException">The model is missing, unreadable or no ONNX model.</exception>
    /// <exception cref="ModelMismatchException">The model does not fit the class.</exception>
    /// <exception cref="BackendUnavailableException">No backend can run it.</exception>
    public LoadedModel Load(ModelOptions? options) => ModelLoader.Load(this, null, options, null, CancellationToken.None);

    /// <summary>Loads the model on another thread; errors as <see cref="Load"/>.</summary>
    public Task<LoadedModel> LoadAsync(
        ModelOptions? options,
        IProgress<LoadProgress>? progress,
        CancellationToken cancellationToken) =>
        Task.Run(() => ModelLoader.Load(this, null, options, progress, cancellationToken), cancellationToken);

    /// <summary>Loads the model from a file; errors as <see cref="Load"/>.</summary>
    public LoadedModel LoadFrom(string path, ModelOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ModelLoader.Load(this, ModelSource.FromFile(path), options, null, CancellationToken.None);
    }

    /// <summary>Loads the model from a stream, which is read to its end; errors as <see cref="Load"/>.</summary>
    public LoadedModel LoadFrom(Stream stream, ModelOptions? options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return LoadFrom(ModelLocator.ReadAll(stream), options);
    }

    /// <summary>Loads the model from memory, which must not change while the model is in use; errors as <see cref="Load"/>.</summary>
    public LoadedModel LoadFrom(ReadOnlyMemory<byte> model, ModelOptions? options) =>
        ModelLoader.Load(this, ModelSource.FromBytes(model, $"{File} (in memory)"), options, null, CancellationToken.None);

    /// <summary>The shape of an output for given symbols.</summary>
    /// <param name="output">The index of an output whose shape follows from them.</param>
    /// <param name="symbols">One value per free symbol.</param>
    /// <exception cref="TensorShapeException">A value is negative, or gives an axis a length that none can have.</exception>
    public TensorShape OutputShape(int output, scoped ReadOnlySpan<int> symbols)
    {
        SymbolErrors.ThrowIfNegative(this, symbols);
        return KeyReader.TryShape(Outputs[output].Shape, symbols, out TensorShape shape)
            ? shape
            : throw SymbolErrors.ImpossibleOutput(this, Outputs[output], symbols);
    }

    internal string SymbolDisplay(int symbol)
    {
        string onnx = Plan.Symbols[symbol].Name;
        return onnx == SymbolNames[symbol] ? $"'{onnx}'" : $"'{onnx}' ({SymbolNames[symbol]})";
    }
}
