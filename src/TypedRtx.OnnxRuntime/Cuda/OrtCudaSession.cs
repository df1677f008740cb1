using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>A model on a GPU.</summary>
internal sealed class OrtCudaSession : IInferenceSession
{
    // Other programs may take memory at the same moment; libraries take less than this for a session.
    private const long MostBeside = 256L << 20;

    private readonly OrtSession _session;
    private readonly OrtHandle _memoryInfo;
    private readonly long _beside;
    private bool _isDisposed;

    private OrtCudaSession(
        OrtSession session,
        OrtHandle memoryInfo,
        CudaContext cuda,
        CudaStream stream,
        OrtCudaRecording recording,
        OrtCudaThread thread,
        bool isSerial,
        long taken)
    {
        _session = session;
        _memoryInfo = memoryInfo;
        _beside = Math.Clamp(taken - Arena, 0, MostBeside);
        Cuda = cuda;
        Stream = stream;
        Recording = recording;
        Thread = thread;
        IsSerial = isSerial;
        Gate = RunGate.Of(cuda.Device);
        Places = OrtCudaPlaces.Read(session.Environment, session.Handle, session.Inputs, session.Outputs);
    }

    /// <inheritdoc />
    public int DefaultConcurrency => 1;

    /// <inheritdoc />
    public MemoryKind Resident => MemoryKind.Device;

    /// <inheritdoc />
    /// <remarks>Its share of the weights, what it computes in, and what the library took beside while it opened: workspaces of cuBLAS and cuDNN.</remarks>
    public long ByteLength => _session.SharedByteLength + Arena + _beside;

    private long Arena => OrtArena.ByteLength(_session.Environment, _session.Handle, _memoryInfo);

    /// <inheritdoc />
    public long AvailableMemory => Cuda.Device.TotalMemory;

    /// <summary>The session of the library.</summary>
    public OrtSession Session => _session;

    /// <summary>The GPU's context.</summary>
    public CudaContext Cuda { get; }

    /// <summary>What runs are queued in where they go one after another, and copies outside of runs.</summary>
    public CudaStream Stream { get; }

    /// <summary>Whether all runs go through one stream, one after another.</summary>
    public bool IsSerial { get; }

    /// <summary>What runs and recordings on the GPU go through.</summary>
    public RunGate Gate { get; set; }

    /// <summary>Whether runs are recorded, and why not.</summary>
    public OrtCudaRecording Recording { get; }

    /// <summary>Where it is opened, and runs what is not recorded yet.</summary>
    public OrtCudaThread Thread { get; }

    /// <summary>Where inputs and outputs lie.</summary>
    public OrtCudaPlaces Places { get; }

    /// <summary>Held while a run is queued: what recorded runs compute in is the library's to use between them.</summary>
    public Lock Queue { get; } = new();

    /// <summary>Opens a session.</summary>
    /// <param name="environment">What it runs in.</param>
    /// <param name="device">The GPU.</param>
    /// <param name="model">The model.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="symbols">Lengths that the session is for alone; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TypedRtxException">The library or the driver failed.</exception>
    public static OrtCudaSession Open(
        OrtEnvironment environment,
        CudaDevice device,
        OrtCudaArtefact model,
        BackendRequest request,
        ReadOnlySpan<int> symbols,
        CancellationToken cancellationToken)
    {
        bool isFixed = symbols.Length > 0 || request.Model.Plan.Symbols.Count == 0;
        OrtCudaRecording recording = isFixed ? model.RecordingFor(environment, request) : OrtCudaRecording.None(request);
        return Open(environment, device, model, request, symbols, recording, mayRunUnrecorded: true, cancellationToken);
    }

    /// <summary>Opens a session of free lengths whose runs are recorded; null where there is none, or it has tensors on the CPU.</summary>
    /// <inheritdoc cref="Open(OrtEnvironment, CudaDevice, OrtCudaArtefact, BackendRequest, ReadOnlySpan{int}, CancellationToken)" />
    public static OrtCudaSession? TryOpenRecorded(
        OrtEnvironment environment,
        CudaDevice device,
        OrtCudaArtefact model,
        BackendRequest request,
        CancellationToken cancellationToken)
    {
        try
        {
            OrtCudaRecording recording = model.RecordingFor(environment, request);
            OrtCudaSession session = Open(environment, device, model, request, [], recording, mayRunUnrecorded: false, cancellationToken);
            if (session.Places.AreAllOnDevice)
            {
                return session;
            }

            session.Dispose();
            return null;
        }
        catch (InferenceException)
        {
            // A session of fixed lengths may need less; what is wrong with that one, too, it tells.
            return null;
        }
    }

    private static OrtCudaSession Open(
        OrtEnvironment environment,
        CudaDevice device,
        OrtCudaArtefact model,
        BackendRequest request,
        ReadOnlySpan<int> symbols,
        OrtCudaRecording recording,
        bool mayRunUnrecorded,
        CancellationToken cancellationToken)
    {
        bool isSerial = recording.IsWanted || request.Options.MaxConcurrency is null or 1;
        Stack<IDisposable> made = [];
        try
        {
            CudaContext cuda = Add(CudaContext.Retain(device));
            CudaStream stream = Add(CudaStream.Create(cuda));
            OrtHandle memoryInfo = Add(OrtCudaMemory.Describe(environment, device));
            OrtCudaThread thread = Add(new OrtCudaThread());
            int[] lengths = symbols.ToArray();
            long taken = 0;
            OrtHandle handle = Add(recording.IsWanted ? thread.Make(LoadIt) : LoadIt());
            OrtSession session = new(environment, handle, request.Model.Signature)
            {
                DeviceMemoryInfo = memoryInfo,
                RunEntries = recording.RunEntries,
            };
            return new OrtCudaSession(session, memoryInfo, cuda, stream, recording, thread, isSerial, taken);

            OrtHandle LoadIt() =>
                Load(environment, model, request, lengths, recording, mayRunUnrecorded, stream, isSerial, memoryInfo, out taken, cancellationToken);
        }
        catch (Exception error)
        {
            while (made.TryPop(out IDisposable? last))
            {
                last.Dispose();
            }

            if (error is CudaException)
            {
                throw new InferenceException(error.Message, error);
            }

            throw;
        }

        T Add<T>(T part)
            where T : IDisposable
        {
            made.Push(part);
            return part;
        }
    }

    /// <inheritdoc />
    public ISessionBinding CreateBinding()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return new OrtCudaBinding(this, Recording, mayRecord: Recording.IsWanted);
    }

    /// <inheritdoc />
    public ISessionBinding CreateStepBinding()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return new OrtCudaBinding(this, Recording, mayRecord: false);
    }

    /// <inheritdoc />
    public TensorMemory Allocate(MemoryKind kind, long byteLength)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return CudaAllocator.Allocate(Cuda, Stream, kind, byteLength);
    }

    /// <inheritdoc />
    public HostMemory AllocateHost(long byteLength)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return LockedHostMemory.AllocateOrPlain(Cuda, byteLength);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            // Bindings keep what they need.
            _session.Dispose();
            _memoryInfo.Dispose();
            Thread.Dispose();
            Stream.Dispose();
            Cuda.Dispose();
        }
    }

    private static OrtHandle Load(
        OrtEnvironment environment,
        OrtCudaArtefact model,
        BackendRequest request,
        int[] symbols,
        OrtCudaRecording recording,
        bool mayRunUnrecorded,
        CudaStream stream,
        bool isSerial,
        OrtHandle memoryInfo,
        out long taken,
        CancellationToken cancellationToken)
    {
        CudaContext cuda = stream.Context;
        // Sessions for fixed lengths are to come then.
        bool sharesWeights = request.Model.Plan.Symbols.Count > 0 && request.Options.Specialization != Specialization.None;

        // The library waits for the whole GPU while it opens a session, which a recording does not survive.
        lock (RunGate.Of(cuda.Device).Opening)
        {
            if (recording.IsWanted)
            {
                try
                {
                    return LoadOnce(recordsGraphs: true, out taken);
                }
                catch (InferenceException error) when (mayRunUnrecorded && OrtCudaRecording.IsRefusal(error))
                {
                    recording.Refuse(error.Message);
                }
            }

            return LoadOnce(recordsGraphs: false, out taken);
        }

        OrtHandle LoadOnce(bool recordsGraphs, out long taken)
        {
            cuda.MakeCurrent();
            using OrtSessionOptions options = new(environment, request, symbols);
            (string, string)[] entries = OrtCudaProvider.Entries(cuda.Device.Index, recordsGraphs, searches: symbols.Length > 0 || !sharesWeights);
            OrtCudaProvider.Append(environment.Library.Api, options.Pointer, entries, isSerial ? stream : null);
            options.Keep(new HandleHold(stream, memoryInfo));
            if (sharesWeights)
            {
                options.Share(model.ShareWeights(environment, memoryInfo, stream));
            }

            long free = cuda.MemoryInfo().Free;
            OrtHandle handle = OrtSessionLoader.Load(environment, options, model.Source, packedWeights: 0, cancellationToken);
            taken = free - cuda.MemoryInfo().Free;
            return handle;
        }
    }
}
