using System.Text;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>Makes and reads values of the C API.</summary>
internal static unsafe class RawTensors
{
    /// <summary>A value that holds a copy of a tensor.</summary>
    public static nint Create(RawLibrary library, TestTensor tensor)
    {
        nint value;
        fixed (long* dimensions = tensor.Dimensions.Length == 0 ? [0] : tensor.Dimensions)
        {
            library.Check(((delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)library.Slot(48))(
                library.Allocator, dimensions, (nuint)tensor.Dimensions.Length, (int)tensor.ElementType, &value));
        }

        if (tensor.ElementType == ElementType.String)
        {
            using RawNames strings = new(tensor.Strings);
            library.Check(((delegate* unmanaged<nint, byte**, nuint, nint>)library.Slot(52))(value, strings.Pointers, (nuint)tensor.Strings.Length));
            return value;
        }

        tensor.Data.CopyTo(new Span<byte>(DataOf(library, value), tensor.Data.Length));
        return value;
    }

    /// <summary>A copy of a value.</summary>
    /// <exception cref="RawException">The value is no tensor.</exception>
    public static TestTensor Read(RawLibrary library, nint value)
    {
        int isTensor;
        library.Check(((delegate* unmanaged<nint, int*, nint>)library.Slot(50))(value, &isTensor));
        if (isTensor == 0)
        {
            throw new RawException("An output is no tensor.");
        }

        nint info;
        library.Check(((delegate* unmanaged<nint, nint*, nint>)library.Slot(65))(value, &info));
        int number;
        library.Check(((delegate* unmanaged<nint, int*, nint>)library.Slot(60))(info, &number));
        ElementType type = TypeOf(number);
        nuint rank;
        library.Check(((delegate* unmanaged<nint, nuint*, nint>)library.Slot(61))(info, &rank));
        long[] dimensions = new long[rank];
        fixed (long* first = dimensions)
        {
            library.Check(((delegate* unmanaged<nint, long*, nuint, nint>)library.Slot(62))(info, first, rank));
        }

        ((delegate* unmanaged<nint, void>)library.Slot(99))(info);
        long count = dimensions.Aggregate(1L, (product, length) => product * length);
        if (type == ElementType.String)
        {
            return new TestTensor(dimensions, Strings(library, value, (int)count));
        }

        long bytes = ((count * ElementTypes.BitsOf(type)) + 7) / 8;
        return new TestTensor(type, dimensions, new ReadOnlySpan<byte>(DataOf(library, value), checked((int)bytes)).ToArray());
    }

    // ONNX Runtime 1.30.0 takes the numbers of ONNX, and gives its own, which follow the order in which it got the types.
    private static ElementType TypeOf(int number) => number switch
    {
        24 => ElementType.UInt2,
        25 => ElementType.Int2,
        26 => ElementType.Float8E8M0,
        _ => (ElementType)number,
    };

    private static void* DataOf(RawLibrary library, nint value)
    {
        void* data;
        library.Check(((delegate* unmanaged<nint, void**, nint>)library.Slot(51))(value, &data));
        return data;
    }

    private static string[] Strings(RawLibrary library, nint value, int count)
    {
        nuint length;
        library.Check(((delegate* unmanaged<nint, nuint*, nint>)library.Slot(53))(value, &length));
        byte[] text = new byte[length];
        nuint[] offsets = new nuint[count + 1];
        fixed (byte* first = text)
        fixed (nuint* offset = offsets)
        {
            library.Check(((delegate* unmanaged<nint, void*, nuint, nuint*, nuint, nint>)library.Slot(54))(value, first, length, offset, (nuint)count));
        }

        offsets[count] = length;
        return [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetString(text, (int)offsets[i], (int)(offsets[i + 1] - offsets[i])))];
    }
}
