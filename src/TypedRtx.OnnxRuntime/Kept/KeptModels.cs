using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>Starts a model from what was kept of it, and has it kept where nothing is.</summary>
internal sealed class KeptModels : IDisposable
{
    // Below it a session with packed weights is there as soon as one without.
    private const long LeastForFirstAnswer = 1 << 20;

    private readonly BackendRequest _request;
    private readonly Task<KeptModelSearch> _search;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ModelKeeper _keeper;
    private bool _isTaken;

    private KeptModels(BackendRequest request, OrtLibrary library)
    {
        _request = request;
        _keeper = new ModelKeeper(request);

        // Reads and checks while the library's environment is made.
        _search = Task.Run(() => KeptModelSearch.In(request, library, _cancellation.Token));
    }

    /// <summary>Whether nothing is being kept.</summary>
    public bool IsIdle => _keeper.IsIdle;

    /// <summary>Begins to look; null where a request has no cache, or goes to another execution provider.</summary>
    public static KeptModels? For(BackendRequest request) =>
        request.Cache is NoCache || request.Options.Backend.IsExecutionProvider || OrtEnvironment.FindLibrary(request.Options, out _) is not { } library
            ? null
            : new KeptModels(request, library);

    /// <summary>Opens a session on what was kept; null where nothing was, or the library does not take it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IInferenceSession? TryOpen(OrtEnvironment environment, CancellationToken cancellationToken)
    {
        if (_isTaken || Search(cancellationToken).Parts is not { } parts)
        {
            return null;
        }

        _isTaken = true;
        KeptModel? model = null;
        try
        {
            model = KeptModel.Open(environment, _request.Source, parts);
            IInferenceSession session = Open(environment, model, cancellationToken);
            Log(LogLevel.Information, FormattableString.Invariant(
                $"started from its optimised form of {model.GraphLength + model.WeightsLength} bytes, which was kept."));
            return session;
        }
        catch (TypedRtxException error)
        {
            model?.Dispose();
            _request.Cache.Quarantine(parts.Key, $"ONNX Runtime does not take it: {error.Message}");
            return null;
        }
        catch
        {
            model?.Dispose();
            throw;
        }
    }

    /// <summary>Has the model kept, unless it is or cannot be.</summary>
    public void Keep(OrtEnvironment environment)
    {
        if (!Search(CancellationToken.None).IsRefused)
        {
            _keeper.Start(environment);
        }
    }

    public void Dispose()
    {
        _cancellation.Cancel();
        _keeper.Dispose();
        if (!_isTaken)
        {
            _search.ContinueWith(
                search => search.Result.Parts?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    private IInferenceSession Open(OrtEnvironment environment, KeptModel model, CancellationToken cancellationToken)
    {
        bool isLarge = model.GraphLength + model.WeightsLength >= LeastForFirstAnswer;
        if (isLarge && _request.Options.Specialization != Specialization.None)
        {
            OrtSession first = model.OpenSession(environment, _request, OrtSessionUse.KeptForFirstAnswer, cancellationToken);
            return new KeptSession(_request, first, token => OpenFull(environment, model, token));
        }

        OrtSession session = model.OpenSession(environment, _request, OrtSessionUse.Kept, cancellationToken);
        model.Dispose();
        return session;
    }

    private OrtSession OpenFull(OrtEnvironment environment, KeptModel model, CancellationToken cancellationToken)
    {
        using (model)
        {
            return model.OpenSession(environment, _request, OrtSessionUse.Kept, cancellationToken);
        }
    }

    private KeptModelSearch Search(CancellationToken cancellationToken)
    {
        _search.Wait(cancellationToken);
        return _search.Result;
    }

    private void Log(LogLevel level, string message)
    {
        if (_request.Options.Logger is { } logger && logger.IsEnabled(level))
        {
            logger.Log(level, "{Model} on ONNX Runtime: {Message}", _request.Model.Name, message);
        }
    }
}
