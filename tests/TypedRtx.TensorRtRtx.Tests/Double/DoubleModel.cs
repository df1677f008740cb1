using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>A model opened through the seam on the double, as the runtime would open it.</summary>
internal sealed class DoubleModel : IDisposable
{
    private readonly BackendArtefact _artefact;

    private DoubleModel(RtxDouble twin, BackendRequest request)
    {
        TensorRtRtxBackend backend = new(new RtxMachine(twin.CudaPath));
        Signature = request.Model.Signature;
        _artefact = backend.Prepare(request, null, CancellationToken.None);
        try
        {
            Session = backend.Open(_artefact, request, [], CancellationToken.None);
        }
        catch
        {
            _artefact.Dispose();
            throw;
        }
    }

    public ModelSignature Signature { get; }

    public IInferenceSession Session { get; }

    public static DoubleModel Open(RtxDouble twin, OnnxModelBuilder model, params SymbolRange[] ranges) =>
        new(twin, Request(twin, model, ranges));

    public static BackendRequest Request(RtxDouble twin, OnnxModelBuilder model, params SymbolRange[] ranges)
    {
        byte[] bytes = model.ToBytes();
        using MemoryStream stream = new(bytes);
        ModelSignature signature = OnnxModelReader.ReadWithShapes(stream).Signature;
        ModelDescriptor descriptor = new(
            "Model",
            "model.onnx",
            "model.onnx",
            ModelDelivery.External,
            typeof(DoubleModel).Assembly,
            signature.ToString(),
            [.. signature.Inputs.Select(input => input.Name)],
            [.. signature.Outputs.Select(output => output.Name)],
            [.. ShapePlan.From(signature).Symbols.Select(symbol => symbol.Name)],
            ranges.Length == 0 ? null : [new OptimizationProfile("test", ranges)]);
        ModelOptions options = new()
        {
            Backend = Backend.TensorRtRtx,
            NativeLibraryPath = twin.Folder,
            Cache = new CacheOptions { Mode = CacheMode.Off },
        };
        return new BackendRequest(descriptor, ModelSource.FromBytes(bytes, "test.onnx"), options);
    }

    /// <summary>Runs once on a binding of its own, with the library allocating the outputs.</summary>
    public TestTensor[] Run(params TestTensor[] inputs)
    {
        List<HostMemory> memory = [];
        try
        {
            using ISessionBinding binding = Session.CreateBinding();
            for (int i = 0; i < inputs.Length; i++)
            {
                memory.Add(HostMemory.Allocate(inputs[i].Data.Length));
                inputs[i].Data.CopyTo(memory[i].Bytes);
                binding.SetInput(i, memory[i], new TensorShape([.. inputs[i].Dimensions.Select(length => (int)length)]));
            }

            for (int i = 0; i < Signature.Outputs.Count; i++)
            {
                binding.SetOutput(i);
            }

            binding.Run(CancellationToken.None);
            return [.. Signature.Outputs.Select((output, i) => Output(binding, i, ((TensorType)output.Type).Element))];
        }
        finally
        {
            memory.ForEach(block => block.Dispose());
        }
    }

    public void Dispose()
    {
        Session.Dispose();
        _artefact.Dispose();
    }

    private static TestTensor Output(ISessionBinding binding, int index, ElementType element)
    {
        TensorShape shape = binding.GetOutputShape(index);
        byte[] data = new byte[((shape.Length * ElementTypes.BitsOf(element)) + 7) / 8];
        binding.CopyOutput(index, data);
        return new TestTensor(element, [.. shape.Dimensions.ToArray().Select(length => (long)length)], data);
    }
}
