using TypedRtx.Benchmarks.Raw;
using TypedRtx.Signatures;

namespace TypedRtx.Benchmarks.Start;

/// <summary>A model opened by hand over the C API, all inputs bound once, of a half and of ones.</summary>
internal sealed class RawModel : IDisposable
{
    private readonly RawSession _session;
    private readonly RawBinding _binding;

    /// <summary>Opens a model.</summary>
    /// <param name="job">The model and its shapes.</param>
    /// <param name="isFixed">Whether the session is fixed to these shapes; it takes any otherwise.</param>
    public RawModel(StartJob job, bool isFixed)
    {
        _session = new RawSession(job.Model, hasSymbols: !isFixed && job.Lengths.Length > 0, isFixed ? job.Lengths : []);
        _binding = new RawBinding(_session);
        foreach ((string name, ElementType element, long[] shape) in job.Inputs)
        {
            int length = checked((int)shape.Aggregate(1L, (product, axis) => product * axis));
            switch (element)
            {
                case ElementType.Int64:
                    _binding.BindInput(name, Pinned(length, 1L), shape);
                    break;
                case ElementType.Float32:
                    _binding.BindInput(name, Pinned(length, 0.5f), shape);
                    break;
                default:
                    throw new NotSupportedException($"Expected inputs of Float32 and Int64, found '{name}' of {element} in {job.Model}.");
            }
        }

        Array.ForEach(job.Outputs, _binding.BindOutput);
    }

    /// <summary>Runs once.</summary>
    public void Run() => _binding.Run(1);

    public void Dispose()
    {
        _binding.Dispose();
        _session.Dispose();
    }

    // The library keeps the address.
    private static T[] Pinned<T>(int length, T value)
    {
        T[] values = GC.AllocateUninitializedArray<T>(length, pinned: true);
        Array.Fill(values, value);
        return values;
    }
}
