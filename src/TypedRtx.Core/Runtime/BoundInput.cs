using TypedRtx.Backends;

namespace TypedRtx.Runtime;

/// <summary>One input of a set of run buffers: memory of ours, made when first needed, or the caller's for one run.</summary>
internal sealed class BoundInput(ModelDescriptor model, IInferenceSession session, int index, TensorShape shape) : IDisposable
{
    private nint _borrowed;
    private bool _isOwnBound;

    public TensorShape Shape { get; } = shape;

    public long ByteLength { get; } =
        TensorBytes.Of(model, $"input {model.Inputs[index].Display}", model.Inputs[index].Element, shape);

    public HostMemory? Memory { get; private set; }

    /// <summary>Our memory, bound; created on first use.</summary>
    public HostMemory Own(ISessionBinding binding)
    {
        Memory ??= TensorBytes.Allocate(model, session, $"input {model.Inputs[index].Display}", Shape, ByteLength);
        if (!_isOwnBound)
        {
            binding.SetInput(index, Memory, Shape);
            _isOwnBound = true;
            _borrowed = 0;
        }

        return Memory;
    }

    /// <summary>Binds memory that the caller keeps pinned for the next run.</summary>
    public void Borrow(ISessionBinding binding, nint address)
    {
        if (_borrowed != address)
        {
            binding.SetInput(index, address, Shape);
            _borrowed = address;
            _isOwnBound = false;
        }
    }

    /// <summary>Copies text in, for this and later runs.</summary>
    /// <exception cref="ArgumentException">An element is null.</exception>
    public void SetStrings(ISessionBinding binding, ReadOnlySpan<string> values)
    {
        RequireStrings(model, index, values);
        binding.SetInput(index, values, Shape);
    }

    /// <summary>Gives up what the session added to the memory. Spans over it stay valid.</summary>
    public void Dispose() => Memory?.Dispose();

    /// <summary>Refuses null strings, which ONNX does not have.</summary>
    /// <exception cref="ArgumentException">An element is null.</exception>
    public static void RequireStrings(ModelDescriptor model, int index, ReadOnlySpan<string> values)
    {
        int missing = values.IndexOf((string)null!);
        if (missing >= 0)
        {
            throw new ArgumentException(
                $"{model.Name}: element {missing} of input {model.Inputs[index].Display} is null; ONNX has no null strings. Pass \"\".");
        }
    }
}
