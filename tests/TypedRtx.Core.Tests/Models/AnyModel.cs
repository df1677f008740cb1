using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Tests;

/// <summary>A model class for signatures made in a test; its runs do what generated code does.</summary>
internal sealed class AnyModel : TypedModel
{
    private readonly ModelDescriptor _descriptor;

    private AnyModel(ModelDescriptor descriptor, FakeEngine engine, LoadedModel model)
        : base(model)
    {
        _descriptor = descriptor;
        Engine = engine;
    }

    public FakeEngine Engine { get; }

    /// <summary>A descriptor from the lines of a signature: <c>input "x" float32[n]</c>.</summary>
    public static ModelDescriptor Describe(params string[] lines) => Describe([], lines);

    /// <summary>A descriptor with declared profiles.</summary>
    public static ModelDescriptor Describe(OptimizationProfile[] profiles, string[] lines)
    {
        string text = $"onnxsig 1\nopset \"\" 17\n{string.Join('\n', lines)}\n";
        ModelSignature signature = ModelSignature.Parse(text);
        return new ModelDescriptor(
            "Any",
            "any.onnx",
            "any.onnx",
            ModelDelivery.External,
            typeof(AnyModel).Assembly,
            text,
            [.. signature.Inputs.Select(input => input.Name)],
            [.. signature.Outputs.Select(output => output.Name)],
            [.. ShapePlan.From(signature).Symbols.Select(symbol => symbol.Name)],
            profiles);
    }

    /// <summary>Opens a model on a fake, without a file.</summary>
    public static AnyModel Open(FakeKernel kernel, ModelOptions? options, params string[] lines) =>
        Open(kernel, options, new FakeBackend(), Describe(lines));

    public static AnyModel Open(FakeKernel kernel, ModelOptions? options, FakeBackend backend, ModelDescriptor descriptor) =>
        Open(new FakeEngine(kernel), options, backend, descriptor);

    /// <summary>Opens a model on a fake that is set up already.</summary>
    public static AnyModel Open(FakeEngine engine, params string[] lines) => Open(engine, null, new FakeBackend(), Describe(lines));

    private static AnyModel Open(FakeEngine engine, ModelOptions? options, FakeBackend backend, ModelDescriptor descriptor)
    {
        BackendRequest request = new(descriptor, ModelSource.FromBytes(default, "any.onnx"), options ?? new ModelOptions());
        ModelRuntime runtime = new(request, new OpenedBackend(backend, new FakeArtefact(engine), new FakeSession(engine, descriptor)));
        return new AnyModel(descriptor, engine, new LoadedModel(runtime));
    }

    public static AnyModel Open(FakeKernel kernel, params string[] lines) => Open(kernel, null, lines);

    /// <summary>A model over what a selector opened.</summary>
    public static AnyModel Over(BackendRequest request, OpenedBackend opened, FakeEngine engine) =>
        new(request.Model, engine, new LoadedModel(new ModelRuntime(request, opened)));

    public OutputLease Run<T>(scoped TensorView<T> x)
    {
        SymbolBinder symbols = new(_descriptor, stackalloc int[_descriptor.ScratchLength]);
        symbols.Read(0, x.Shape);
        scoped RunScope run = Begin(symbols.Resolve());
        run.Set(0, x);
        return run.Complete();
    }

    public OutputLease Run<T>(scoped TensorView<T> x, scoped TensorView<T> y)
    {
        SymbolBinder symbols = new(_descriptor, stackalloc int[_descriptor.ScratchLength]);
        symbols.Read(0, x.Shape);
        symbols.Read(1, y.Shape);
        scoped RunScope run = Begin(symbols.Resolve());
        run.Set(0, x);
        run.Set(1, y);
        return run.Complete();
    }

    public OutputLease RunScalar<T>(T value)
    {
        SymbolBinder symbols = new(_descriptor, stackalloc int[_descriptor.ScratchLength]);
        symbols.Read(0, TensorShape.Scalar);
        scoped RunScope run = Begin(symbols.Resolve());
        run.SetScalar(0, value);
        return run.Complete();
    }

    public OutputLease RunValue(InputValue value)
    {
        SymbolBinder symbols = new(_descriptor, stackalloc int[_descriptor.ScratchLength]);
        scoped RunScope run = Begin(symbols.Resolve());
        run.SetValue(0, value);
        return run.Complete();
    }

    public Task<TResult> RunAsync<T, TResult>(
        scoped TensorView<T> x, Func<OutputLease, TResult> read, CancellationToken cancellationToken = default)
    {
        SymbolBinder symbols = new(_descriptor, stackalloc int[_descriptor.ScratchLength]);
        symbols.Read(0, x.Shape);
        scoped RunScope run = BeginCopy(symbols.Resolve());
        run.Set(0, x);
        return run.CompleteAsync(read, cancellationToken);
    }

    public Binding Bind(params ReadOnlySpan<int> symbols) => new(this, symbols);

    public DeviceBinding BindDevice(params ReadOnlySpan<int> symbols) => new(this, symbols);

    /// <summary>A state; the lengths are those of the symbols that stay as they are, -1 of others.</summary>
    public State NewState(int capacity, params ReadOnlySpan<int> lengths) => new(this, capacity, lengths);

    internal sealed class Binding : ModelBinding
    {
        internal Binding(AnyModel model, ReadOnlySpan<int> symbols)
            : base(model, symbols)
        {
        }

        public Span<T> In<T>(int input = 0) => Input<T>(input);

        public TensorView<T> Out<T>(int output = 0) => Output<T>(output);

        public T? Written<T>(int input = 0)
            where T : class => WrittenValue<T>(input);

        public void Write(InputValue value, int input = 0) => WriteValue(input, value);

        public OutputValue Read(int output = 0) => ReadValue(output);

        public T OutScalar<T>(int output = 0) => OutputScalar<T>(output);
    }

    internal sealed class DeviceBinding : ModelDeviceBinding
    {
        internal DeviceBinding(AnyModel model, ReadOnlySpan<int> symbols)
            : base(model, symbols)
        {
        }

        public DeviceTensor<T> In<T>(int input = 0)
            where T : unmanaged => Input<T>(input);

        public DeviceTensor<T> Out<T>(int output = 0)
            where T : unmanaged => Output<T>(output);

        public IReadOnlyList<DeviceTensor<T>> Ins<T>(params ReadOnlySpan<int> inputs)
            where T : unmanaged => InputFamily<T>(inputs);
    }

    internal sealed class State : ModelState
    {
        private readonly AnyModel _model;

        internal State(AnyModel model, int capacity, ReadOnlySpan<int> lengths)
            : base(model, capacity, lengths) => _model = model;

        private State(State source)
            : base(source) => _model = source._model;

        /// <summary>A step whose only input that is no state is the first.</summary>
        public State Step<T>(scoped TensorView<T> x)
        {
            SymbolBinder symbols = new(_model._descriptor, stackalloc int[_model._descriptor.ScratchLength]);
            Bind(ref symbols);
            symbols.Read(0, x.Shape);
            Begin(symbols.Resolve());
            Set(0, x);
            Complete(CancellationToken.None);
            return this;
        }

        public TensorView<T> Out<T>(int output = 0) => Output<T>(output);

        public State Fork() => new(this);

        public void Rewind(int length) => RewindTo(length);

        public void Restore<T>(scoped TensorView<T> value, int input = 1)
        {
            SymbolBinder symbols = new(_model._descriptor, stackalloc int[_model._descriptor.ScratchLength]);
            BindFixed(ref symbols);
            symbols.Read(input, value.Shape);
            Hold(symbols.Resolve());
            Put(input, value);
        }
    }
}
