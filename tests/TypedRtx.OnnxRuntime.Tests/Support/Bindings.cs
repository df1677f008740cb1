using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>Moves test tensors in and out of bindings.</summary>
internal static class Bindings
{
    public static HostMemory? SetInput(ISessionBinding binding, int index, TestTensor tensor)
    {
        TensorShape shape = ShapeOf(tensor);
        if (tensor.ElementType == ElementType.String)
        {
            binding.SetInput(index, tensor.Strings, shape);
            return null;
        }

        HostMemory memory = HostMemory.Allocate(tensor.Data.Length);
        tensor.Data.CopyTo(memory.Bytes);
        binding.SetInput(index, memory, shape);
        return memory;
    }

    public static TestTensor GetOutput(ISessionBinding binding, int index, ElementType element)
    {
        TensorShape shape = binding.GetOutputShape(index);
        long[] dimensions = [.. shape.Dimensions.ToArray().Select(length => (long)length)];
        if (element == ElementType.String)
        {
            string[] strings = new string[shape.Length];
            binding.CopyOutput(index, strings);
            return new TestTensor(dimensions, strings);
        }

        byte[] data = new byte[((shape.Length * ElementTypes.BitsOf(element)) + 7) / 8];
        binding.CopyOutput(index, data);
        return new TestTensor(element, dimensions, data);
    }

    public static TensorShape ShapeOf(TestTensor tensor) => new([.. tensor.Dimensions.Select(length => (int)length)]);
}
