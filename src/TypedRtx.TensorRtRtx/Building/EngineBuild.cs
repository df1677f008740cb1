using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>One build: the network, its configuration, and who hears of errors. Belongs to one thread.</summary>
internal sealed class EngineBuild : IDisposable
{
    private readonly RtxLibrary _library;
    private readonly EngineModel _model;
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
        _library = library;
        _model = EngineModel.Read(request.Source);
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
        using RtxStreamWriter writer = new(_library.Abi, output);
        Run(
            () => Builder.BuildToStream(_network!.Handle.Pointer, _config!.Pointer, writer.Address) ? 1 : 0,
            writer.ThrowIfFailed,
            progress,
            cancellationToken);
        return writer.ByteLength;
    }

    /// <summary>Builds into memory of the library, which the caller frees.</summary>
    public RtxHandle ToMemory(IProgress<EngineBuildProgress>? progress, CancellationToken cancellationToken) => new(
        _library.Abi,
        Run(() => Builder.BuildSerialized(_network!.Handle.Pointer, _config!.Pointer), static () => { }, progress, cancellationToken));

    /// <inheritdoc />
    public void Dispose()
    {
        _config?.Dispose();
        _network?.Dispose();
        _builder?.Dispose();
        _recorder.Dispose();
        _listening?.Dispose();
    }

    private nint Run(
        Func<nint> build, Action throwIfFailed, IProgress<EngineBuildProgress>? progress, CancellationToken cancellationToken)
    {
        nint result = progress is null && !cancellationToken.CanBeCanceled ? build() : Watched(build, progress, cancellationToken);
        throwIfFailed();
        if (result == 0)
        {
            RtxError[] errors = _recorder.Take();
            cancellationToken.ThrowIfCancellationRequested();
            throw BuildErrors.OfBuilder(_model, _library, errors);
        }

        return result;
    }

    private nint Watched(Func<nint> build, IProgress<EngineBuildProgress>? progress, CancellationToken cancellationToken)
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
        nint result = build();
        config.SetProgressMonitor(0);
        monitor.ThrowIfFailed();
        return result;
    }
}
