using System.Reflection;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Device;

/// <summary>Any model, with inputs and outputs by number: what a generated class is, made while the program runs.</summary>
internal sealed class GenericModel : TypedModel
{
    private GenericModel(LoadedModel loaded, ModelDescriptor descriptor)
        : base(loaded) => Descriptor = descriptor;

    public ModelDescriptor Descriptor { get; }

    public static ModelDescriptor Describe(string path, string? profile)
    {
        using FileStream file = File.OpenRead(path);
        ModelSignature signature = OnnxModelReader.ReadWithShapes(file).Signature;
        ShapePlan plan = ShapePlan.From(signature);
        string name = Path.GetFileNameWithoutExtension(path);
        return new ModelDescriptor(
            name,
            Path.GetFileName(path),
            path,
            ModelDelivery.External,
            Assembly.GetExecutingAssembly(),
            signature.ToString(),
            [.. signature.Inputs.Select(input => input.Name)],
            [.. signature.Outputs.Select(output => output.Name)],
            [.. plan.Symbols.Select(symbol => symbol.Name)],
            profile is null ? null : [Profile(plan, profile)]);
    }

    public static GenericModel Load(ModelDescriptor descriptor, ModelOptions options) =>
        new(descriptor.LoadFrom(descriptor.Path, options), descriptor);

    public Task WarmAsync(int[] symbols) => Warm(symbols, CancellationToken.None);

    public GenericDeviceBinding BindDevice(params ReadOnlySpan<int> symbols) => new(this, symbols);

    public GenericBinding Bind(params ReadOnlySpan<int> symbols) => new(this, symbols);

    private static OptimizationProfile Profile(ShapePlan plan, string text)
    {
        Dictionary<string, SymbolRange> ranges = text.Split(',', StringSplitOptions.TrimEntries)
            .Select(SymbolRange.Parse)
            .ToDictionary(range => range.Symbol, StringComparer.Ordinal);
        return new OptimizationProfile("study", [.. plan.Symbols.Select(symbol => ranges[symbol.Name])]);
    }
}
