using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>A model loaded on the CPU.</summary>
internal sealed class OrtSession : IInferenceSession
{
    private Action? _answered;
    private bool _disposed;

    public OrtSession(OrtEnvironment environment, OrtHandle handle, ModelSignature signature)
    {
        Environment = environment;
        Handle = handle;
        Inputs = [.. signature.Inputs.Select(value => new OrtTensorInfo(value))];
        Outputs = [.. signature.Outputs.Select(value => new OrtTensorInfo(value))];
    }

    /// <inheritdoc />
    public int DefaultConcurrency => System.Environment.ProcessorCount;

    /// <summary>What the session runs in.</summary>
    public OrtEnvironment Environment { get; }

    /// <summary>The native session.</summary>
    public OrtHandle Handle { get; }

    /// <summary>The inputs, in signature order.</summary>
    public OrtTensorInfo[] Inputs { get; }

    /// <summary>The outputs, in signature order.</summary>
    public OrtTensorInfo[] Outputs { get; }

    /// <summary>What the options of its runs say.</summary>
    public IReadOnlyList<(string Key, string Value)> RunEntries { get; init; } = [];

    /// <summary>Describes memory of the device that the session runs on to the library; null for the CPU.</summary>
    public OrtHandle? DeviceMemoryInfo { get; init; }

    /// <summary>What it shares with others and was the first to need, in bytes.</summary>
    public long SharedByteLength { get; init; }

    /// <summary>Called once, after the first run that succeeds; null for nobody, or nobody any more.</summary>
    public Action? Answered
    {
        get => Volatile.Read(ref _answered);
        init => _answered = value;
    }

    /// <inheritdoc />
    public long ByteLength => SharedByteLength + OrtArena.ByteLength(Environment, Handle, Environment.HostMemoryInfo);

    /// <inheritdoc />
    ISessionBinding IInferenceSession.CreateBinding() => CreateBinding();

    /// <summary>Makes a binding.</summary>
    public OrtBinding CreateBinding()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(IInferenceSession));
        return new OrtBinding(this);
    }

    /// <inheritdoc />
    public TensorMemory Allocate(MemoryKind kind, long byteLength) => kind == MemoryKind.Host
        ? HostMemory.Allocate(byteLength)
        : throw new NotSupportedException($"ONNX Runtime on the CPU has host memory only; {kind} was asked for.");

    /// <summary>Tells of a run that succeeded.</summary>
    public void TellAnswered()
    {
        if (Answered is not null)
        {
            Interlocked.Exchange(ref _answered, null)?.Invoke();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // The handle stays open while bindings hold it.
        _disposed = true;
        Handle.Dispose();
    }
}
