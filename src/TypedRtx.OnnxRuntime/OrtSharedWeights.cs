using System.Runtime.InteropServices;
using System.Text;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// The weights of a model once for all sessions that are specialised to lengths: handed over as they lie in their files, and what
/// the library packs of them kept in one place. Freed with the last hold, of which whoever opened it has the first.
/// </summary>
/// <remarks>
/// The library shares packed weights of initializers alone that were handed over, and reads those at any time, so their bytes have to
/// stay. Where they lie unaligned in the model's file, as they often do, they are copied once.
/// </remarks>
internal sealed unsafe class OrtSharedWeights : IDisposable
{
    private const int Alignment = 64;

    private readonly Lock _gate = new();
    private readonly OrtEnvironment _environment;
    private readonly OrtHandle _container;
    private readonly List<(byte[] Name, OrtHandle Value)> _weights = [];
    private readonly OrtStoredWeights _stored;
    private readonly List<nint> _copies = [];
    private int _holds = 1;
    private bool _isDisposed;

    private OrtSharedWeights(OrtEnvironment environment, OrtStoredWeights stored)
    {
        _environment = environment;
        _stored = stored;
        ref readonly OrtApi api = ref environment.Library.Api;
        nint container;
        OrtStatus.ThrowIfFailed(api, api.CreatePrepackedWeightsContainer(&container), "make room for packed weights");
        _container = new OrtHandle(container, api.ReleasePrepackedWeightsContainer, environment.Handle, new Contents(this));
        try
        {
            foreach ((StoredTensor tensor, nint address) in _stored.Tensors)
            {
                Add(tensor, address);
            }
        }
        catch
        {
            _container.Dispose();
            throw;
        }
    }

    /// <summary>What it takes, in bytes: copies, and as much again as all weights have for packed ones.</summary>
    public long ByteLength { get; private set; }

    /// <summary>What the library packs into.</summary>
    public nint Container => _container.Pointer;

    /// <summary>Finds and hands over the weights of a model.</summary>
    public static OrtSharedWeights Open(OrtEnvironment environment, ModelSource source) =>
        new(environment, OrtStoredWeights.Find(source));

    /// <summary>Hands over weights that were found, and takes them over.</summary>
    public static OrtSharedWeights Open(OrtEnvironment environment, OrtStoredWeights stored) => new(environment, stored);

    /// <summary>Hands the weights to a session that is about to be made.</summary>
    public void AddTo(nint options)
    {
        ref readonly OrtApi api = ref _environment.Library.Api;
        foreach ((byte[] name, OrtHandle value) in _weights)
        {
            fixed (byte* text = name)
            {
                OrtStatus.ThrowIfFailed(api, api.AddInitializer(options, text, value.Pointer), "take weights that sessions share");
            }
        }
    }

    /// <summary>Keeps everything until what is returned is disposed; null where it was freed already.</summary>
    public IDisposable? TryHold()
    {
        lock (_gate)
        {
            if (_holds == 0)
            {
                return null;
            }

            _holds++;
            return new Holder(this);
        }
    }

    /// <summary>Gives the first hold back.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            Release();
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            if (--_holds > 0)
            {
                return;
            }
        }

        _container.Dispose();
    }

    private void Add(StoredTensor tensor, nint address)
    {
        if (address % Math.Max(1, ElementTypes.BitsOf(tensor.Element) / 8) != 0)
        {
            void* copy = NativeMemory.AlignedAlloc((nuint)tensor.ByteLength, Alignment);
            _copies.Add((nint)copy);
            ByteLength += tensor.ByteLength;
            Buffer.MemoryCopy((void*)address, copy, tensor.ByteLength, tensor.ByteLength);
            address = (nint)copy;
        }

        ref readonly OrtApi api = ref _environment.Library.Api;
        nint value;
        nint status;
        fixed (long* lengths = tensor.Lengths)
        {
            long none = 0;
            status = api.CreateTensorWithDataAsOrtValue(
                _environment.HostMemoryInfo.Pointer, (void*)address, (nuint)tensor.ByteLength, lengths is null ? &none : lengths,
                (nuint)tensor.Lengths.Length, OrtElementNumber.ToMake(_environment, tensor.Element), &value);
        }

        ByteLength += tensor.ByteLength;
        OrtStatus.ThrowIfFailed(api, status, $"take weight '{tensor.Name}'");
        _weights.Add((Encoding.UTF8.GetBytes(tensor.Name + '\0'), new OrtHandle(value, api.ReleaseValue, _environment.Handle)));
    }

    // Disposed after the container, which points into it.
    private sealed class Contents(OrtSharedWeights weights) : IDisposable
    {
        public void Dispose()
        {
            weights._weights.ForEach(weight => weight.Value.Dispose());
            weights._stored.Dispose();
            weights._copies.ForEach(copy => NativeMemory.AlignedFree((void*)copy));
        }
    }

    private sealed class Holder(OrtSharedWeights weights) : IDisposable
    {
        private OrtSharedWeights? _weights = weights;

        public void Dispose() => Interlocked.Exchange(ref _weights, null)?.Release();
    }
}
