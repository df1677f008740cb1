using TypedRtx.Backends;

namespace TypedRtx.Runtime;

/// <summary>Memory of an input or output whose shape changes from step to step: it grows, and never shrinks.</summary>
internal sealed class StepMemory(ModelDescriptor model, string display, Signatures.ElementType element)
{
    private const int MinByteLength = 256;
    private int _byteLength;

    public TensorShape Shape { get; private set; }

    public HostMemory? Memory { get; private set; }

    /// <summary>The bytes that the shape takes of the memory.</summary>
    public Span<byte> Bytes => Memory!.Bytes[.._byteLength];

    public string[]? Strings { get; private set; }

    /// <summary>Makes room for a shape. What was there is lost where the block grows.</summary>
    public HostMemory Reserve(in TensorShape shape)
    {
        long byteLength = TensorBytes.Of(model, display, element, shape);
        if (Memory is null || Memory.ByteLength < byteLength)
        {
            long rounded = (long)Math.Min(
                System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(byteLength, MinByteLength)),
                (ulong)HostMemory.MaxByteLength);
            Memory = TensorBytes.Allocate(model, display, shape, Math.Max(rounded, byteLength));
        }

        Shape = shape;
        _byteLength = (int)byteLength;
        return Memory;
    }

    /// <summary>Takes an output out of the backend's hands.</summary>
    public void Fetch(ISessionBinding binding, int output)
    {
        TensorShape shape = binding.GetOutputShape(output);
        if (element == Signatures.ElementType.String)
        {
            string[] strings = new string[shape.Length];
            binding.CopyOutput(output, strings);
            Strings = strings;
            Shape = shape;
            return;
        }

        Reserve(shape);
        binding.CopyOutput(output, Bytes);
    }
}
