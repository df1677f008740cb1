using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>One build: the network, its configuration, and who hears of errors. Belongs to one thread.</summary>
internal sealed class EngineBuild : IDisposable
{
    // The library streams through a buffer of this size, so that a smaller engine takes less memory as a whole.
    private const long StreamBuffer = 64L << 20;

    private readonly RtxLibrary _library;
    private readonly EngineModel _model;
    private readonly string _capabilities;
    private readonly IDisposable? _listening;
    private readonly RtxErrorRecorder _recorder;
    private readonly RtxHandle? _builder;
    private readonly EngineNetwork? _network;
    private readonly RtxHandle? _config;

    /// <summary>Reads a model and sets a build up.</summary>
    /// <exception cref="ModelFileException">The model is missing, unreadable or no ONNX model that is safe to parse.</exception>
    /// <exception cref="EngineBuildException">The library does not take the model, or the request does not fit it.</exception>
    public EngineBuild(RtxLibrary library, EngineBuildRequest request, CancellationToken cancellationToken)
    {
        request.ThrowIfOutOfRange();
        _library = library;
        _capabilities = string.Join(' ', request.ComputeCapabilities);
        _model = EngineModel.Read(request.Source, request.AllowLinkedExternalData);
        cancellationToken.ThrowIfCancellationRequested();
        if (EngineModel.Refusal(_model.Signature) is { } refusal)
        {
            throw BuildErrors.OfTypes(_model, library, refusal);
        }

        _listening = library.Logger.Listen(request.Logger);
        _recorder = new RtxErrorRecorder(library.Abi);
        try
        {
            _builder = library.CreateBuilder();
            Builder.SetErrorRecorder(_recorder.Address);
            _network = EngineNetwork.Parse(library, _builder, _model, _recorder);
            cancellationToken.ThrowIfCancellationRequested();
            _config = EngineConfig.Create(library, _builder, _network, request, _model, _recorder);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private BuilderApi Builder => new(_builder!);

    /// <summary>Builds into a stream and gives the engine's size in bytes; what the stream throws is thrown on.</summary>
    public long ToStream(Stream output, IProgress<EngineBuildProgress>? progress, CancellationToken cancellationToken)
    {
        // An engine is about as large as the weights of its model.
        if (_model.ByteLength >= StreamBuffer)
        {
            return ToStreamInPieces(output, progress, cancellationToken);
        }

        using EngineBytes engine = ToMemory(progress, cancellationToken);
        engine.WriteTo(output);
        return engine.ByteLength;
    }

    /// <summary>Builds into a stream without ever holding the whole engine.</summary>
    public long ToStreamInPieces(Stream output, IProgress<EngineBuildProgress>? progress, CancellationToken cancellationToken)
    {
        using RtxStreamWriter writer = new(_library.Abi, output);
        Run(
            () => Builder.BuildToStream(_network!.Handle.Pointer, _config!.Pointer, writer.Address),
            writer.ThrowIfFailed,
            progress,
            cancellationToken);
        return writer.ByteLength;
    }

    /// <summary>Builds into memory of the library, which the caller frees.</summary>
    public EngineBytes ToMemory(IProgress<EngineBuildProgress>? progress, CancellationToken cancellationToken)
    {
        EngineBytes? engine = null;
        try
        {
            // Owned before anything can throw.
            Run(
                () =>
                {
                    nint pointer = Builder.BuildSerialized(_network!.Handle.Pointer, _config!.Pointer);
                    engine = pointer == 0 ? null : EngineBytes.From(new RtxHandle(_library.Abi, pointer));
                    return engine is not null && engine.Address != 0;
                },
                static () => { },
                progress,
                cancellationToken);
            return engine!;
        }
        catch
        {
            engine?.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _config?.Dispose();
        _network?.Dispose();
        _builder?.Dispose();
        _recorder.Dispose();
        _listening?.Dispose();
    }

    private void Run(
        Func<bool> build, Action throwIfFailed, IProgress<EngineBuildProgress>? progress, CancellationToken cancellationToken)
    {
        bool isBuilt;
        BuildGate gate = BuildGate.Of(_library.Location);
        gate.Enter(_capabilities, cancellationToken);
        try
        {
            isBuilt = progress is null && !cancellationToken.CanBeCanceled ? build() : Watched(build, progress, cancellationToken);
        }
        finally
        {
            gate.Leave();
        }

        throwIfFailed();
        if (!isBuilt)
        {
            RtxError[] errors = _recorder.Take();
            cancellationToken.ThrowIfCancellationRequested();
            throw BuildErrors.OfBuilder(_model, _library, errors);
        }
    }

    private bool Watched(Func<bool> build, IProgress<EngineBuildProgress>? progress, CancellationToken cancellationToken)
    {
        BuildProgressTree? tree = progress is null ? null : new BuildProgressTree(progress);
        using RtxProgressMonitor monitor = new(
            _library.Abi,
            (phase, parent, steps) => tree?.Start(phase, parent, steps),
            (phase, step) =>
            {
                tree?.Step(phase, step);
                return !cancellationToken.IsCancellationRequested;
            },
            phase => tree?.Finish(phase));
        BuilderConfigApi config = new(_config!);
        config.SetProgressMonitor(monitor.Address);
        bool isBuilt = build();
        config.SetProgressMonitor(0);
        monitor.ThrowIfFailed();
        return isBuilt;
    }
}
