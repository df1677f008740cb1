using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>What a context was told last, so that it is told changes only.</summary>
internal sealed class RtxContextState(int inputs, int outputs)
{
    /// <summary>In place of an address: the allocator gives it.</summary>
    public const nint ByAllocator = -1;

    /// <summary>The binding that was applied, by its number; 0 for none.</summary>
    public long Binding;

    /// <summary>The binding's version that was applied.</summary>
    public long Version;

    /// <summary>How many runs there were since the context was told something.</summary>
    public int RunsAsTold;

    /// <summary>The profile; 0 in a new context.</summary>
    public int Profile;

    /// <summary>Whether shapes changed since the outputs' shapes were computed.</summary>
    public bool NeedsShapes = true;

    /// <summary>The shapes of the inputs; default where none was set.</summary>
    public readonly TensorShape[] InputShapes = new TensorShape[inputs];

    /// <summary>The addresses of the inputs; 0 where none was set.</summary>
    public readonly nint[] InputAddresses = new nint[inputs];

    /// <summary>The shapes of the outputs.</summary>
    public readonly RtxDims[] OutputShapes = new RtxDims[outputs];

    /// <summary>The addresses of the outputs; 0 where nothing was set, <see cref="ByAllocator"/> where the allocator was.</summary>
    public readonly nint[] OutputAddresses = new nint[outputs];

    /// <summary>Whether the context may have an allocator of ours for an output.</summary>
    public readonly bool[] IsAllocated = new bool[outputs];

    /// <summary>Forgets all but the profile and the allocators.</summary>
    public void Forget()
    {
        Binding = 0;
        RunsAsTold = 0;
        NeedsShapes = true;
        Array.Clear(InputShapes);
        Array.Clear(InputAddresses);
        Array.Clear(OutputAddresses);
    }
}
