using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TypedRtx.Backends;

namespace TypedRtx.Runtime;

/// <summary>
/// One run, from rented buffers to leased outputs. Small and strided inputs are copied into the buffers; large dense ones
/// are pinned and bound in place.
/// </summary>
public ref partial struct RunScope
{
    // Below this a copy is cheaper than binding another address.
    private const int CopyBelowBytes = 8 * 1024;
    private const int MaxPinned = 8;

    private readonly ModelRuntime _runtime;
    private readonly RunBuffers _buffers;
    private readonly bool _copies;
    private PinnedInputs _pinnedInputs;
    private int _pinned;
    private ref byte _pin0;
    private ref byte _pin1;
    private ref byte _pin2;
    private ref byte _pin3;
    private ref byte _pin4;
    private ref byte _pin5;
    private ref byte _pin6;
    private ref byte _pin7;

    internal RunScope(ModelRuntime runtime, RunBuffers buffers, bool copies)
    {
        _runtime = runtime;
        _buffers = buffers;
        _copies = copies;
    }

    /// <summary>Sets a tensor input; one that was not given is left out.</summary>
    public void Set<T>(int input, TensorView<T> value)
    {
        if (!value.IsSupplied || _buffers.Input(input) is not { } bound)
        {
            return;
        }

        if (typeof(T) != typeof(string)
            && !_copies
            && bound.ByteLength >= CopyBelowBytes
            && _pinned < MaxPinned
            && value.TryGetDense(out ReadOnlySpan<T> dense))
        {
            _pinnedInputs[_pinned] = input;
            Pin(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(dense)), 1));
            return;
        }

        try
        {
            Copy(input, bound, value);
        }
        catch
        {
            _buffers.Dispose();
            throw;
        }
    }

    /// <summary>Sets an input of rank 0.</summary>
    public readonly void SetScalar<T>(int input, T value)
    {
        try
        {
            // A null string is one too, and must not be written as if it were a number.
            if (typeof(T) == typeof(string))
            {
                SetStrings<T>(_buffers.Input(input)!, _buffers.Binding, [value]);
            }
            else
            {
                _buffers.OwnInput<T>(input)[0] = value;
            }
        }
        catch
        {
            _buffers.Dispose();
            throw;
        }
    }

    /// <summary>Sets an optional input of rank 0; null leaves it out.</summary>
    public readonly void SetScalar<T>(int input, T? value)
        where T : struct
    {
        if (value is { } given)
        {
            SetScalar(input, given);
        }
    }

    /// <summary>Sets a sequence, a map or an optional, which is copied.</summary>
    /// <exception cref="ArgumentNullException">Nothing is given for an input that is no optional.</exception>
    /// <exception cref="ArgumentException">An item, a key or a string is null.</exception>
    public readonly void SetValue(int input, InputValue value)
    {
        try
        {
            _buffers.SetValue(input, value);
        }
        catch
        {
            _buffers.Dispose();
            throw;
        }
    }

    /// <summary>Runs, and leases the outputs.</summary>
    public OutputLease Complete()
    {
        bool succeeded = false;
        try
        {
            _runtime.Gate.Enter(CancellationToken.None);
            try
            {
                if (_pinned == 0)
                {
                    _buffers.Run(CancellationToken.None);
                }
                else
                {
                    RunPinned();
                }
            }
            finally
            {
                _runtime.Gate.Exit();
            }

            _runtime.Metrics.Ran();
            succeeded = true;
        }
        finally
        {
            if (!succeeded)
            {
                _buffers.Dispose();
            }
        }

        return new OutputLease(_runtime, _buffers);
    }

    /// <summary>Runs on another thread, and reads the outputs there. Every input was copied.</summary>
    public readonly Task<TResult> CompleteAsync<TResult>(Func<OutputLease, TResult> read, CancellationToken cancellationToken) =>
        AsyncRun.Start(_runtime, _buffers, read, cancellationToken);

    private static void SetStrings<T>(BoundInput bound, ISessionBinding binding, ReadOnlySpan<T> values) =>
        bound.SetStrings(
            binding,
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, string>(ref MemoryMarshal.GetReference(values)), values.Length));

    private readonly void Copy<T>(int input, BoundInput bound, TensorView<T> value)
    {
        if (typeof(T) == typeof(string))
        {
            SetStrings(bound, _buffers.Binding, value.TryGetDense(out ReadOnlySpan<T> dense) ? dense : value.ToArray());
        }
        else
        {
            value.CopyTo(_buffers.OwnInput<T>(input));
        }
    }

    private void Pin(ReadOnlySpan<byte> start)
    {
        ref byte first = ref MemoryMarshal.GetReference(start);
        switch (_pinned++)
        {
            case 0: _pin0 = ref first; break;
            case 1: _pin1 = ref first; break;
            case 2: _pin2 = ref first; break;
            case 3: _pin3 = ref first; break;
            case 4: _pin4 = ref first; break;
            case 5: _pin5 = ref first; break;
            case 6: _pin6 = ref first; break;
            default: _pin7 = ref first; break;
        }
    }

    private unsafe void RunPinned()
    {
        fixed (byte* p0 = &_pin0, p1 = &_pin1, p2 = &_pin2, p3 = &_pin3, p4 = &_pin4, p5 = &_pin5, p6 = &_pin6, p7 = &_pin7)
        {
            byte** pointers = stackalloc byte*[MaxPinned] { p0, p1, p2, p3, p4, p5, p6, p7 };
            for (int i = 0; i < _pinned; i++)
            {
                _buffers.Input(_pinnedInputs[i])!.Borrow(_buffers.Binding, (nint)pointers[i]);
            }

            _buffers.Run(CancellationToken.None);
        }
    }

    [InlineArray(MaxPinned)]
    private struct PinnedInputs
    {
        private int _first;
    }
}
