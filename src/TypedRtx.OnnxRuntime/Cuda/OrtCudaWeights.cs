using System.Runtime.InteropServices;
using System.Text;
using TypedRtx.Cuda;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// The weights of a model on a GPU, once for all its sessions: the library takes those that are handed over in place of its own, where
/// it does not merge them into others.
/// </summary>
internal sealed unsafe class OrtCudaWeights : SafeHandle
{
    // What the library's own allocator gives, and kernels may count on.
    private const int Alignment = 256;

    private readonly DeviceBlock _block;
    private readonly List<(byte[] Name, OrtHandle Value)> _weights = [];

    private OrtCudaWeights(DeviceBlock block)
        : base(0, ownsHandle: true)
    {
        _block = block;
        SetHandle(block.Pointer);
    }

    public override bool IsInvalid => false;

    /// <summary>Brings the weights to a GPU.</summary>
    /// <exception cref="CudaException">There is no room.</exception>
    public static OrtCudaWeights Upload(OrtEnvironment environment, OrtHandle memoryInfo, CudaStream stream, ModelSource source)
    {
        using OrtStoredWeights stored = OrtStoredWeights.Find(source);
        long byteLength = stored.Tensors.Sum(weight => Aligned(weight.Tensor.ByteLength));
        OrtCudaWeights weights = new(DeviceBlock.Allocate(stream.Context, byteLength));
        try
        {
            nint target = weights._block.Pointer;
            foreach ((StoredTensor tensor, nint address) in stored.Tensors)
            {
                stream.Upload(target, (void*)address, tensor.ByteLength);
                weights.Add(environment, memoryInfo, tensor, target);
                target += (nint)Aligned(tensor.ByteLength);
            }

            stream.Synchronize();
            return weights;
        }
        catch
        {
            _ = stream.Context.Library.Api.StreamSynchronize(stream.Pointer);
            weights.Dispose();
            throw;
        }
    }

    /// <summary>Hands the weights to a session that is about to be made, and keeps them until what is returned is disposed.</summary>
    public IDisposable AddTo(in OrtApi api, nint sessionOptions)
    {
        HandleHold hold = new(this);
        try
        {
            foreach ((byte[] name, OrtHandle value) in _weights)
            {
                fixed (byte* text = name)
                {
                    OrtStatus.ThrowIfFailed(api, api.AddInitializer(sessionOptions, text, value.Pointer), "take weights that sessions share");
                }
            }

            return hold;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    protected override bool ReleaseHandle()
    {
        _weights.ForEach(weight => weight.Value.Dispose());
        _block.Dispose();
        return true;
    }

    private static long Aligned(long byteLength) => (byteLength + Alignment - 1) & -Alignment;

    private void Add(OrtEnvironment environment, OrtHandle memoryInfo, StoredTensor tensor, nint address)
    {
        ref readonly OrtApi api = ref environment.Library.Api;
        nint value;
        nint status;
        fixed (long* lengths = tensor.Lengths)
        {
            long none = 0;
            status = api.CreateTensorWithDataAsOrtValue(
                memoryInfo.Pointer, (void*)address, (nuint)tensor.ByteLength, lengths is null ? &none : lengths,
                (nuint)tensor.Lengths.Length, OrtElementNumber.ToMake(environment, tensor.Element), &value);
        }

        OrtStatus.ThrowIfFailed(api, status, $"take weight '{tensor.Name}'");
        _weights.Add((Encoding.UTF8.GetBytes(tensor.Name + '\0'), new OrtHandle(value, api.ReleaseValue, environment.Handle)));
    }
}
