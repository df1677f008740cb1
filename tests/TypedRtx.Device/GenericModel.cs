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
        return profile is null
            ? ModelDescriptor.OfFile(path, signature)
            : ModelDescriptor.OfFile(path, signature, Profile(ShapePlan.From(signature), profile));
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
