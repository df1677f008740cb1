using System.Runtime.InteropServices;

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
        _parents = parents.ToArray();
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

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        if (_isParser)
        {
            _abi.DeleteParser(handle);
        }
        else
        {
            _abi.Delete(handle);
        }

        foreach (RtxHandle? parent in _parents)
        {
            parent?.DangerousRelease();
        }

        return true;
    }
}
