using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>A model opened through the seam, as the runtime would open it.</summary>
internal sealed class OpenModel : IDisposable
{
    private readonly IInferenceBackend _backend;
    private readonly BackendRequest _request;
    private readonly BackendArtefact _artefact;

    public OpenModel(ModelSource source, ModelSignature signature, ModelOptions? options = null, params int[] symbols)
        : this(new OnnxRuntimeBackend(), source, signature, options, symbols)
    {
    }

    private OpenModel(
        IInferenceBackend backend, ModelSource source, ModelSignature signature, ModelOptions? options, ReadOnlySpan<int> symbols)
    {
        Signature = signature;
        _backend = backend;
        _request = new BackendRequest(Describe(signature), source, options ?? new ModelOptions());
        _artefact = backend.Prepare(_request, null, CancellationToken.None);
        Session = OpenFor(symbols);
    }

    public IInferenceSession Session { get; }

    public ModelSignature Signature { get; }

    public static OpenModel From(OnnxModelBuilder model, ModelOptions? options = null, params int[] symbols) =>
        FromBytes(model.ToBytes(), options, symbols);

    public static OpenModel FromBytes(byte[] bytes, ModelOptions? options = null, params int[] symbols)
    {
        using MemoryStream stream = new(bytes);
        return new(ModelSource.FromBytes(bytes, "test.onnx"), OnnxModelReader.Read(stream).Signature, options, symbols);
    }

    public static OpenModel On(IInferenceBackend backend, OnnxModelBuilder model, ModelOptions options, params int[] symbols)
    {
        byte[] bytes = model.ToBytes();
        using MemoryStream stream = new(bytes);
        return new(backend, ModelSource.FromBytes(bytes, "test.onnx"), OnnxModelReader.Read(stream).Signature, options, symbols);
    }

    public static OpenModel FromFile(string path, ModelOptions? options = null)
    {
        using FileStream stream = File.OpenRead(path);
        return new(ModelSource.FromFile(path), OnnxModelReader.Read(stream).Signature, options);
    }

    public static ModelDescriptor Describe(ModelSignature signature) => new(
        "Model",
        "model.onnx",
        "model.onnx",
        ModelDelivery.External,
        typeof(OpenModel).Assembly,
        signature.ToString(),
        [.. signature.Inputs.Select((_, i) => $"input{i}")],
        [.. signature.Outputs.Select((_, i) => $"output{i}")],
        [.. ShapePlan.From(signature).Symbols.Select((_, i) => $"symbol{i}")]);

    /// <summary>Opens a further session of the model, which is the caller's; of any lengths for none.</summary>
    public IInferenceSession OpenFor(params ReadOnlySpan<int> symbols) => _backend.Open(_artefact, _request, symbols, CancellationToken.None);

    /// <summary>Runs once on a binding of its own, with the library allocating the outputs.</summary>
    public TestTensor[] Run(params TestTensor[] inputs)
    {
        using ISessionBinding binding = Session.CreateBinding();
        for (int i = 0; i < inputs.Length; i++)
        {
            Bindings.SetInput(binding, i, inputs[i]);
        }

        for (int i = 0; i < Signature.Outputs.Count; i++)
        {
            binding.SetOutput(i);
        }

        binding.Run(CancellationToken.None);
        return [.. Signature.Outputs.Select((output, i) => Bindings.GetOutput(binding, i, ((TensorType)output.Type).Element))];
    }

    public void Dispose()
    {
        Session.Dispose();
        _artefact.Dispose();
    }
}
