using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;

namespace TypedRtx.Benchmarks.Calls;

/// <summary>Ways to pass 16 MB through a model that does nothing: a copy too many shows here.</summary>
internal sealed class LargeCalls : IDisposable
{
    private readonly LargeIdentity _identity;
    private readonly LargeIdentity.Binding _binding;
    private readonly RawSession _session = new(ModelFiles.PathOf("large_identity"), hasSymbols: false);
    private readonly RawBinding _bare;
    private readonly float[] _x = GC.AllocateArray<float>(ModelFiles.LargeLength, pinned: true);
    private readonly float[] _y = GC.AllocateArray<float>(ModelFiles.LargeLength, pinned: true);

    public LargeCalls(LargeIdentity identity)
    {
        _identity = identity;
        _binding = identity.Bind();
        _bare = new RawBinding(_session);
        _bare.BindInput("x", _x, _x.Length);
        _bare.BindOutput("y", _y, _y.Length);
        Array.Fill(_x, 1.5f);
        _binding.X.Fill(1.5f);
        Contenders =
        [
            new("bare loop over the C API, all bound", _bare.Run),
            new("`Binding.Run()`", Bound, 1.05),
            new("`Run` of `float[]`", Arrays, 1.05),
            new("copying the 16 MB once in C#", Copy),
        ];
    }

    public IReadOnlyList<Contender> Contenders { get; }

    public void Dispose()
    {
        _binding.Dispose();
        _bare.Dispose();
        _session.Dispose();
    }

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
            using LargeIdentity.Outputs outputs = _identity.Run(_x);
        }
    }

    private void Copy(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _x.CopyTo(_y.AsSpan());
        }
    }
}
