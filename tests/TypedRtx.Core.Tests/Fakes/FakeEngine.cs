using System.Collections.Concurrent;
using TypedRtx.Backends;

namespace TypedRtx.Tests;

/// <summary>The fake behind one model class: what it computes, where it fails, and what was asked of it.</summary>
internal sealed class FakeEngine(FakeKernel kernel)
{
    // Static because the registry of backends is; one entry per model class, so tests do not meet.
    private static readonly ConcurrentDictionary<string, FakeEngine> ByModel = new(StringComparer.Ordinal);

    private int _created;
    private int _disposed;
    private int _runs;
    private int _inFlight;
    private int _mostInFlight;
    private int _inputsSet;
    private int _addressesSet;
    private int _outputsSet;
    private int _outputsCopied;

    public FakeKernel Kernel { get; set; } = kernel;

    /// <summary>The next call of this kind fails with <see cref="Failure"/>.</summary>
    public FakeStep? FailAt { get; set; }

    /// <summary>How many calls of that kind succeed before.</summary>
    public int Passes { get; set; }

    public Exception Failure { get; set; } = new InferenceException("The fake failed.");

    public int Concurrency { get; set; } = 4;

    /// <summary>Where sessions keep what stays from run to run; null for the host.</summary>
    public FakeDevice? Device { get; init; }

    /// <summary>What makes the host memory of runs.</summary>
    public Func<long, HostMemory> HostAllocator { get; init; } = HostMemory.Allocate;

    public int BindingsCreated => _created;

    public int BindingsDisposed => _disposed;

    public int BindingsAlive => _created - _disposed;

    public int Runs => _runs;

    public int MostInFlight => _mostInFlight;

    /// <summary>How often memory of ours was bound to an input.</summary>
    public int InputsSet => _inputsSet;

    /// <summary>How often memory of the caller was bound to an input.</summary>
    public int AddressesSet => _addressesSet;

    /// <summary>How often memory was bound to an output.</summary>
    public int OutputsSet => _outputsSet;

    public int OutputsCopied => _outputsCopied;

    public int ArtefactsDisposed { get; set; }

    public int SessionsDisposed { get; set; }

    /// <summary>Told of what is loaded.</summary>
    public Action<BackendRequest>? Preparing { get; set; }

    public static FakeEngine? Of(string model) => ByModel.GetValueOrDefault(model);

    public FakeEngine Register(string model)
    {
        ByModel[model] = this;
        return this;
    }

    /// <summary>Fails if it was asked to.</summary>
    public void Meet(FakeStep step)
    {
        if (FailAt == step && Passes-- == 0)
        {
            FailAt = null;
            Passes = 0;
            throw Failure;
        }
    }

    public void Run(FakeBinding binding, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        int inFlight = Interlocked.Increment(ref _inFlight);
        try
        {
            int most;
            while (inFlight > (most = Volatile.Read(ref _mostInFlight))
                && Interlocked.CompareExchange(ref _mostInFlight, inFlight, most) != most)
            {
            }

            Kernel(binding, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    public void Created() => Interlocked.Increment(ref _created);

    public void Disposed() => Interlocked.Increment(ref _disposed);

    public void InputSet() => Interlocked.Increment(ref _inputsSet);

    public void AddressSet() => Interlocked.Increment(ref _addressesSet);

    public void OutputSet() => Interlocked.Increment(ref _outputsSet);

    public void OutputCopied() => Interlocked.Increment(ref _outputsCopied);
}
