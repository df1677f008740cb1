using System.Runtime.InteropServices;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;

namespace TypedRtx.Benchmarks.Calls;

/// <summary>Ways to pass 16 MB through a model that does nothing: a copy too many shows here.</summary>
/// <remarks>
/// Each bare loop works on the very memory of the call that it is compared with: ONNX Runtime copies input to output here, and on
/// an EPYC that copy takes up to 1.3 times as long between other addresses, for example when both begin on 64 bytes.
/// </remarks>
internal sealed class LargeCalls : IDisposable
{
    private readonly LargeIdentity _identity;
    private readonly LargeIdentity.Binding _binding;
    private readonly RawSession _session = new(ModelFiles.PathOf("large_identity"), hasSymbols: false);
    private readonly RawBinding _bareArray;
    private readonly RawBinding _bareBlocks;
    private readonly float[] _array = GC.AllocateArray<float>(ModelFiles.LargeLength, pinned: true);
    private readonly float[] _copy = GC.AllocateArray<float>(ModelFiles.LargeLength, pinned: true);

    public LargeCalls(LargeIdentity identity)
    {
        _identity = identity;
        _binding = identity.Bind();
        _bareArray = new RawBinding(_session);
        _bareArray.BindInput("x", _array, ModelFiles.LargeLength);
        using (LargeIdentity.Outputs outputs = identity.Run(_array))
        {
            // On the pinned heap, and given to every later run in turn, since there is one at a time.
            _bareArray.BindOutput("y", Writable(outputs.Y.Span), ModelFiles.LargeLength);
        }

        _bareBlocks = new RawBinding(_session);
        _bareBlocks.BindInput("x", _binding.X, ModelFiles.LargeLength);
        _bareBlocks.BindOutput("y", Writable(_binding.Y.Span), ModelFiles.LargeLength);
        Array.Fill(_array, 1.5f);
        _binding.X.Fill(1.5f);
    }

    /// <summary>Input in an array of the caller's.</summary>
    public IReadOnlyList<Contender> OfArray =>
    [
        new("bare loop over the C API, array and result bound once", _bareArray.Run),
        new("`Run` of `float[]`", Arrays, 1.05),
        new("copying the 16 MB once in C#", Copy),
    ];

    /// <summary>Input in memory of the runtime's.</summary>
    public IReadOnlyList<Contender> OfBinding =>
    [
        new("bare loop over the C API, the binding's memory bound once", _bareBlocks.Run),
        new("`Binding.Run()`", Bound, 1.10),
    ];

    public void Dispose()
    {
        _binding.Dispose();
        _bareArray.Dispose();
        _bareBlocks.Dispose();
        _session.Dispose();
    }

    private static Span<float> Writable(ReadOnlySpan<float> span) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), span.Length);

    private void Bound(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _binding.Run();
        }
    }

    private void Arrays(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using LargeIdentity.Outputs outputs = _identity.Run(_array);
        }
    }

    private void Copy(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _array.CopyTo(_copy.AsSpan());
        }
    }
}
