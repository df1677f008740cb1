using System.Numerics;
using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Memory of an input or output whose shape changes from step to step: it grows, and never shrinks.</summary>
internal sealed class StepMemory(ModelDescriptor model, IInferenceSession session, string display, ElementType element) : IDisposable
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
                BitOperations.RoundUpToPowerOf2((ulong)Math.Max(byteLength, MinByteLength)),
                (ulong)HostMemory.MaxByteLength);
            HostMemory? before = Memory;
            Memory = TensorBytes.Allocate(model, session, display, shape, Math.Max(rounded, byteLength));
            before?.Dispose();
        }

        Shape = shape;
        _byteLength = (int)byteLength;
        return Memory;
    }

    /// <summary>Gives up what the session added to the memory. Spans over it stay valid.</summary>
    public void Dispose() => Memory?.Dispose();

    /// <summary>Takes an output out of the backend's hands.</summary>
    public void Fetch(ISessionBinding binding, int output)
    {
        TensorShape shape = binding.GetOutputShape(output);
        if (element == ElementType.String)
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
