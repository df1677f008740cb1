using System.Diagnostics;
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

    private const long MostDrafted = 16L << 20;

    // Smaller ones load in so short a time that a thread beside it costs more than it gains.
    private const long LeastHashedWhileLoading = 4L << 20;

    private readonly BackendRequest _request;
    private readonly Task<KeptModelSearch> _search;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ModelKeeper _keeper;
    private ScratchFolder? _draft;
    private KeptModel? _model;
    private bool _isTaken;
    private bool _isDoubted;

    private KeptModels(BackendRequest request, OrtLibrary library)
    {
        _request = request;
        _keeper = new ModelKeeper(request);

        // Reads and checks while the library's environment is made. On no thread of the pool: starting that takes longer than all of it.
        _search = new Task<KeptModelSearch>(() => KeptModelSearch.In(request, library, _cancellation.Token), TaskCreationOptions.LongRunning);
        if (OrtEnvironment.IsMade)
        {
            _search.RunSynchronously(TaskScheduler.Default);
        }
        else
        {
            _search.Start(TaskScheduler.Default);
        }
    }

    /// <summary>Whether nothing is being kept.</summary>
    public bool IsIdle => _keeper.IsIdle;

    /// <summary>Begins to look; null where a request has no cache, or goes to another execution provider.</summary>
    public static KeptModels? For(BackendRequest request) =>
        request.Cache is NoCache || request.Options.Backend.IsExecutionProvider || OrtEnvironment.FindLibrary(request.Options, out _) is not { } library
            ? null
            : new KeptModels(request, library);

    /// <summary>Opens a session on what was kept, or on the model, which is then kept once the session answers.</summary>
    /// <exception cref="TypedRtxException">The library does not take the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IInferenceSession Open(OrtEnvironment environment, CancellationToken cancellationToken) =>
        TryOpen(environment, cancellationToken) ?? OpenModel(environment, cancellationToken);

    /// <summary>Opens a session that is specialised to lengths on what was kept; null where nothing was, or the library does not take it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public OrtSession? TrySpecialize(OrtEnvironment environment, ReadOnlySpan<int> symbols, CancellationToken cancellationToken)
    {
        try
        {
            return _model?.OpenSession(environment, _request, symbols, OrtSessionUse.KeptAndSpecialized, cancellationToken);
        }
        catch (TypedRtxException error)
        {
            Log(LogLevel.Information, $"specialises the model itself, because what was kept of it cannot be: {error.Message}");
            return null;
        }
    }

    private IInferenceSession? TryOpen(OrtEnvironment environment, CancellationToken cancellationToken)
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
            _model = model;
            Log(LogLevel.Information, FormattableString.Invariant(
                $"started from its optimised form of {model.GraphLength + model.WeightsLength} bytes, which was kept."));
            return session;
        }
        catch (TypedRtxException error)
        {
            model?.Dispose();
            _isDoubted = true;
            _request.Cache.Quarantine(parts.Key, $"ONNX Runtime does not take it: {error.Message}");
            return null;
        }
        catch
        {
            model?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _cancellation.Cancel();
        _keeper.Dispose();
        _model?.Dispose();
        Interlocked.Exchange(ref _draft, null)?.Dispose();
        if (!_isTaken)
        {
            _search.ContinueWith(
                search => search.Result.Parts?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    // Writing some megabytes takes a tenth of the time that making them ready does, and making them ready once more, beside the first
    // runs, as long again.
    private OrtSession OpenModel(OrtEnvironment environment, CancellationToken cancellationToken)
    {
        bool isKept = IsToBeKept(cancellationToken);
        long length = isKept ? OrtModelSize.ByteLengthOf(_request.Source) : 0;
        bool isSmall = isKept && length <= MostDrafted;
        if (isSmall && length >= LeastHashedWhileLoading)
        {
            _keeper.Start(environment, isSmall, isLoading: true);
        }

        _draft = isSmall ? ScratchFolder.TryCreate() : null;
        if (_draft is not null)
        {
            try
            {
                return OpenModel(environment, _draft, cancellationToken);
            }
            catch (TypedRtxException error)
            {
                Log(LogLevel.Information, $"loads once more without writing its optimised form: {error.Message}");
                _draft.Dispose();
                _draft = null;
            }
        }

        return OpenModel(environment, null, cancellationToken);
    }

    private OrtSession OpenModel(OrtEnvironment environment, ScratchFolder? draft, CancellationToken cancellationToken)
    {
        using OrtSessionOptions options = new(environment, _request, []);
        if (draft is not null)
        {
            KeptModelWriter.Ask(options, draft);
        }

        long start = Stopwatch.GetTimestamp();
        OrtHandle session = OrtSessionLoader.Load(environment, options, _request.Source, packedWeights: 0, cancellationToken);
        TimeSpan openingTime = Stopwatch.GetElapsedTime(start);
        if (!IsToBeKept(cancellationToken))
        {
            return new OrtSession(environment, session, _request.Model.Signature);
        }

        _keeper.Start(environment, isSmall: draft is not null, isLoading: false);
        _keeper.Opened(Interlocked.Exchange(ref _draft, null), openingTime, _isDoubted);
        return new OrtSession(environment, session, _request.Model.Signature) { Answered = _keeper.Begin };
    }

    private IInferenceSession Open(OrtEnvironment environment, KeptModel model, CancellationToken cancellationToken)
    {
        bool isLarge = model.GraphLength + model.WeightsLength >= LeastForFirstAnswer;
        bool isReplaced = isLarge && _request.Options.Specialization != Specialization.None;
        OrtSessionUse use = isReplaced ? OrtSessionUse.KeptForFirstAnswer : OrtSessionUse.Kept;
        OrtSession first = model.OpenSession(environment, _request, [], use, cancellationToken);
        return isReplaced
            ? new KeptSession(_request, first, model.OpeningTime, token => model.OpenSession(environment, _request, [], OrtSessionUse.Kept, token))
            : first;
    }

    private bool IsToBeKept(CancellationToken cancellationToken) =>
        _request.Options.Cache.Mode == CacheMode.ReadWrite && !Search(cancellationToken).IsRefused;

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
