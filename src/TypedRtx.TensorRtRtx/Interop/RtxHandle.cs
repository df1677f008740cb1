using System.Runtime.InteropServices;
using TypedRtx.Cuda;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>
/// An object of the library that we own. It keeps what it needs alive, so that objects go in the reverse order of their making
/// whatever the order of disposal: an engine with contexts is freed with the last of them.
/// </summary>
internal sealed class RtxHandle : SafeHandle
{
    private readonly RtxAbi _abi;
    private readonly RtxHandle?[] _parents;
    private readonly bool _isParser;
    private CallbackObject[] _callbacks = [];
    private CudaContext? _cuda;

    /// <summary>Takes ownership of an object.</summary>
    /// <param name="abi">The layout of the library that made it.</param>
    /// <param name="pointer">The object; not null.</param>
    /// <param name="parents">The objects that must outlive it.</param>
    public RtxHandle(RtxAbi abi, nint pointer, params ReadOnlySpan<RtxHandle?> parents)
        : this(abi, pointer, isParser: false, parents)
    {
    }

    private RtxHandle(RtxAbi abi, nint pointer, bool isParser, ReadOnlySpan<RtxHandle?> parents)
        : base(0, ownsHandle: true)
    {
        _abi = abi;
        _isParser = isParser;
        // A handle of nothing is never released, so it holds nothing.
        _parents = pointer == 0 ? [] : parents.ToArray();
        foreach (RtxHandle? parent in _parents)
        {
            bool added = false;
            parent?.DangerousAddRef(ref added);
        }

        SetHandle(pointer);
    }

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <summary>The object; the caller keeps this handle alive while it is used.</summary>
    public nint Pointer => handle;

    /// <summary>The layout of the library that made it.</summary>
    public RtxAbi Abi => _abi;

    /// <summary>What methods are called on.</summary>
    public unsafe nint Implementation => _isParser ? handle : ((nint*)handle)[1];

    /// <summary>Takes ownership of a parser, whose methods are its own.</summary>
    public static RtxHandle OfParser(RtxAbi abi, nint pointer, params ReadOnlySpan<RtxHandle?> parents) =>
        new(abi, pointer, isParser: true, parents);

    /// <summary>The function of a method, to be called on <see cref="Implementation"/>.</summary>
    public unsafe void* Function(RtxMethod method) => _abi.Function(Implementation, method);

    /// <summary>
    /// Hands over something that the object calls for as long as it lives; it is disposed right after it. Also when both are
    /// forgotten: finalizers run in any order, so the callback's own does nothing.
    /// </summary>
    public void Keep(CallbackObject callback)
    {
        callback.IsOwned = true;
        _callbacks = [.. _callbacks, callback];
    }

    /// <summary>Has the object freed with a GPU's context current, whatever thread that is on.</summary>
    public void FreeIn(CudaContext cuda)
    {
        bool added = false;
        cuda.DangerousAddRef(ref added);
        _cuda = cuda;
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        _ = _cuda?.TryMakeCurrent();
        if (_isParser)
        {
            _abi.DeleteParser(handle);
        }
        else
        {
            _abi.Delete(handle);
        }

        Array.ForEach(_callbacks, callback => callback.Dispose());
        foreach (RtxHandle? parent in _parents)
        {
            parent?.DangerousRelease();
        }

        _cuda?.DangerousRelease();
        return true;
    }
}
