using System.Globalization;
using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>Makes and reads tensors of numbers.</summary>
internal static unsafe class OrtTensors
{
    private const int StackRank = 32;

    // An address for tensors of no elements, which must have one all the same.
    private static readonly byte[] Somewhere = GC.AllocateArray<byte>(64, pinned: true);

    /// <summary>Checks that memory is the host's and holds a tensor; the library would not notice.</summary>
    public static void RequireRoom(OrtTensorInfo info, TensorMemory memory, in TensorShape shape)
    {
        if (memory.Kind == MemoryKind.Device)
        {
            throw new ArgumentException($"'{info.Name}' is on the CPU, and its memory is on a device.", nameof(memory));
        }

        RequireBytes(info, memory, shape);
    }

    /// <summary>Checks that memory holds a tensor; the library would not notice.</summary>
    public static void RequireBytes(OrtTensorInfo info, TensorMemory memory, in TensorShape shape)
    {
        if (memory.ByteLength < info.ByteLength(shape))
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"'{info.Name}' of shape {shape} takes {info.ByteLength(shape)} bytes, "
                + $"and its memory has {memory.ByteLength}.");
            throw new ArgumentException(message, nameof(memory));
        }
    }

    /// <summary>Makes a value over memory of the host that the caller keeps; to be released.</summary>
    public static nint Over(OrtEnvironment environment, OrtTensorInfo info, nint address, in TensorShape shape) =>
        Over(environment, environment.HostMemoryInfo, info, address, shape);

    /// <summary>Makes a value over memory that the caller keeps; to be released.</summary>
    public static nint Over(
        OrtEnvironment environment, OrtHandle memoryInfo, OrtTensorInfo info, nint address, in TensorShape shape)
    {
        if (info.Bits == 0)
        {
            throw NoFixedSize(info);
        }

        long length = info.ByteLength(shape);
        if (address == 0)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(length, 0, nameof(address));
            fixed (byte* somewhere = Somewhere)
            {
                address = (nint)somewhere;
            }
        }

        ref readonly OrtApi api = ref environment.Library.Api;
        ReadOnlySpan<int> dimensions = shape.Dimensions;
        Span<long> wide = dimensions.Length <= StackRank ? stackalloc long[StackRank] : new long[dimensions.Length];
        Widen(dimensions, wide);
        nint value;
        fixed (long* first = wide)
        {
            nint status = api.CreateTensorWithDataAsOrtValue(
                memoryInfo.Pointer,
                (void*)address,
                (nuint)length,
                first,
                (nuint)dimensions.Length,
                OrtElementNumber.ToMake(environment, info.Element),
                &value);
            if (status != 0)
            {
                OrtStatus.ThrowIfFailed(api, status, $"make a tensor for '{info.Name}' of shape {shape}");
            }
        }

        return value;
    }

    /// <summary>Copies dimensions into the library's width.</summary>
    public static void Widen(ReadOnlySpan<int> dimensions, Span<long> wide)
    {
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            wide[axis] = dimensions[axis];
        }
    }

    /// <summary>The shape of a value that the library made.</summary>
    public static TensorShape ShapeOf(OrtSession session, int output, nint value) =>
        ShapeOf(session.Environment, session.Outputs[output], value);

    /// <summary>The shape of a value that the library made, or of a part of one.</summary>
    public static TensorShape ShapeOf(OrtEnvironment environment, OrtTensorInfo info, nint value)
    {
        ref readonly OrtApi api = ref environment.Library.Api;
        if (api.GetTensorElementTypeAndShapeDataReference is not null)
        {
            int type;
            long* first;
            nuint rank;
            Check(api, api.GetTensorElementTypeAndShapeDataReference(value, &type, &first, &rank), info);
            return Narrow(info, type, new ReadOnlySpan<long>(first, checked((int)rank)));
        }

        nint shape;
        Check(api, api.GetTensorTypeAndShape(value, &shape), info);
        try
        {
            int type;
            nuint rank;
            Check(api, api.GetTensorElementType(shape, &type), info);
            Check(api, api.GetDimensionsCount(shape, &rank), info);
            Span<long> wide = rank <= StackRank ? stackalloc long[StackRank] : new long[rank];
            fixed (long* first = wide)
            {
                Check(api, api.GetDimensions(shape, first, rank), info);
            }

            return Narrow(info, type, wide[..(int)rank]);
        }
        finally
        {
            api.ReleaseTensorTypeAndShapeInfo(shape);
        }
    }

    /// <summary>Copies the elements of a value that the library made.</summary>
    public static void CopyTo(OrtSession session, int output, nint value, Span<byte> destination) =>
        CopyTo(session.Environment, session.Outputs[output], value, destination);

    /// <summary>Copies the elements of a value that the library made, or of a part of one.</summary>
    public static void CopyTo(OrtEnvironment environment, OrtTensorInfo info, nint value, Span<byte> destination)
    {
        ref readonly OrtApi api = ref environment.Library.Api;
        long length = info.ByteLength(ShapeOf(environment, info, value));
        if (info.Bits == 0)
        {
            throw NoFixedSize(info);
        }

        if (destination.Length < length)
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"'{info.Name}' has {length} bytes, and the destination {destination.Length}.");
            throw new ArgumentException(message, nameof(destination));
        }

        void* data;
        Check(api, api.GetTensorMutableData(value, &data), info);
        new ReadOnlySpan<byte>(data, (int)length).CopyTo(destination);
    }

    private static TensorShape Narrow(OrtTensorInfo info, int type, ReadOnlySpan<long> wide)
    {
        if (type != info.Number)
        {
            ElementType found = OrtElementNumber.Find(type);
            throw new InferenceException(
                $"The output '{info.Name}' is {ElementTypes.NameOf(found)}, "
                + $"and the model declares {ElementTypes.NameOf(info.Element)}.");
        }

        Span<int> dimensions = wide.Length <= StackRank ? stackalloc int[StackRank] : new int[wide.Length];
        for (int axis = 0; axis < wide.Length; axis++)
        {
            dimensions[axis] = wide[axis] <= int.MaxValue
                ? (int)wide[axis]
                : throw new InferenceException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Axis {axis} of the output '{info.Name}' has {wide[axis]} elements, "
                    + $"and an axis in C# at most {int.MaxValue}."));
        }

        return new TensorShape(dimensions[..wide.Length]);
    }

    private static NotSupportedException NoFixedSize(OrtTensorInfo info) =>
        new($"'{info.Name}' holds {ElementTypes.NameOf(info.Element)} values, which have no fixed size.");

    private static void Check(in OrtApi api, nint status, OrtTensorInfo info)
    {
        if (status != 0)
        {
            OrtStatus.ThrowIfFailed(api, status, $"read the output '{info.Name}'");
        }
    }
}
