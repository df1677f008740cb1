using System.Numerics.Tensors;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Tests;

/// <summary>What the generator writes for a model with tensors, a scalar, an optional input and text, written by hand.</summary>
internal sealed class Bert : TypedModel, ITypedModel<Bert>
{
    private static readonly ModelDescriptor Descriptor = new(
        name: "Bert",
        file: "bert.onnx",
        path: "models/bert.onnx",
        delivery: ModelDelivery.Copy,
        assembly: typeof(Bert).Assembly,
        signature: """
            onnxsig 1
            opset "" 17
            input "input_ids" int64[batch, sequence]
            input "attention_mask" int64[batch, sequence]
            input "scale" float32[]
            input "bias" float32[sequence] optional
            output "hidden" float32[batch, sequence]
            output "score" float32[]
            output "label" string[batch]

            """,
        inputs: ["inputIds", "attentionMask", "scale", "bias"],
        outputs: ["Hidden", "Score", "Label"],
        symbols: ["batch", "sequence"]);

    private Bert(LoadedModel model)
        : base(model)
    {
    }

    public static ModelSignature Signature => Descriptor.Signature;

    public static Bert Load(ModelOptions? options = null) => new(Descriptor.Load(options));

    public static async Task<Bert> LoadAsync(
        ModelOptions? options = null,
        IProgress<LoadProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        new(await Descriptor.LoadAsync(options, progress, cancellationToken).ConfigureAwait(false));

    public static Bert LoadFrom(string path, ModelOptions? options = null) => new(Descriptor.LoadFrom(path, options));

    public static Bert LoadFrom(Stream stream, ModelOptions? options = null) => new(Descriptor.LoadFrom(stream, options));

    public static Bert LoadFrom(ReadOnlyMemory<byte> model, ModelOptions? options = null) =>
        new(Descriptor.LoadFrom(model, options));

    public Outputs Run(
        scoped TensorView<long> inputIds,
        scoped TensorView<long> attentionMask,
        float scale,
        int? batch = null,
        int? sequence = null,
        scoped TensorView<float> bias = default)
    {
        SymbolBinder symbols = new(Descriptor, stackalloc int[Descriptor.ScratchLength]);
        symbols.Given(0, batch);
        symbols.Given(1, sequence);
        symbols.Read(0, inputIds.Shape);
        symbols.Read(1, attentionMask.Shape);
        symbols.Read(2, TensorShape.Scalar);
        symbols.Read(3, bias.Shape);
        scoped RunScope run = Begin(symbols.Resolve());
        run.Set(0, inputIds);
        run.Set(1, attentionMask);
        run.SetScalar(2, scale);
        run.Set(3, bias);
        return new Outputs(run.Complete());
    }

    public Task<OwnedOutputs> RunAsync(
        ReadOnlyMemory<long> inputIds,
        ReadOnlyMemory<long> attentionMask,
        float scale,
        int? batch = null,
        int? sequence = null,
        ReadOnlyMemory<float>? bias = null,
        CancellationToken cancellationToken = default) =>
        StartAsync(
            inputIds,
            attentionMask,
            scale,
            batch,
            sequence,
            bias.HasValue ? bias.Value : default(TensorView<float>),
            cancellationToken);

    public Binding Bind(int batch, int sequence) => new(this, [batch, sequence]);

    private Task<OwnedOutputs> StartAsync(
        scoped TensorView<long> inputIds,
        scoped TensorView<long> attentionMask,
        float scale,
        int? batch,
        int? sequence,
        scoped TensorView<float> bias,
        CancellationToken cancellationToken)
    {
        SymbolBinder symbols = new(Descriptor, stackalloc int[Descriptor.ScratchLength]);
        symbols.Given(0, batch);
        symbols.Given(1, sequence);
        symbols.Read(0, inputIds.Shape);
        symbols.Read(1, attentionMask.Shape);
        symbols.Read(2, TensorShape.Scalar);
        symbols.Read(3, bias.Shape);
        scoped RunScope run = BeginCopy(symbols.Resolve());
        run.Set(0, inputIds);
        run.Set(1, attentionMask);
        run.SetScalar(2, scale);
        run.Set(3, bias);
        return run.CompleteAsync(static lease => new OwnedOutputs(lease), cancellationToken);
    }

    public readonly ref struct Outputs
    {
        private readonly OutputLease _lease;

        internal Outputs(OutputLease lease) => _lease = lease;

        public TensorView<float> Hidden => _lease.View<float>(0);

        public float Score => _lease.Scalar<float>(1);

        public TensorView<string> Label => _lease.View<string>(2);

        public OwnedOutputs ToOwned() => new(_lease);

        public void Dispose() => _lease.Dispose();
    }

    public sealed class OwnedOutputs
    {
        internal OwnedOutputs(OutputLease lease)
        {
            Hidden = lease.ToTensor<float>(0);
            Score = lease.Scalar<float>(1);
            Label = lease.ToTensor<string>(2);
        }

        public Tensor<float> Hidden { get; }

        public float Score { get; }

        public Tensor<string> Label { get; }
    }

    public sealed class Binding : ModelBinding
    {
        internal Binding(Bert model, ReadOnlySpan<int> symbols)
            : base(model, symbols)
        {
        }

        public Span<long> InputIds => Input<long>(0);

        public Span<long> AttentionMask => Input<long>(1);

        public ref float Scale => ref Input<float>(2)[0];

        public TensorView<float> Hidden => Output<float>(0);

        public float Score => OutputScalar<float>(1);

        public TensorView<string> Label => Output<string>(2);
    }
}
