using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>Makes and reads the tensors inside of sequences, maps and optionals, whose memory the library keeps.</summary>
internal static unsafe class OrtTensorCopies
{
    /// <summary>Makes a tensor that holds a copy; to be released.</summary>
    public static nint Create(OrtEnvironment environment, OrtTensorInfo owner, TensorValue tensor)
    {
        OrtTensorInfo info = owner.Of(new TensorType(tensor.Element, null));
        if (tensor.Element == ElementType.String)
        {
            return OrtStrings.Create(environment, info, tensor.Strings, tensor.Shape);
        }

        ref readonly OrtApi api = ref environment.Library.Api;
        ReadOnlySpan<int> dimensions = tensor.Shape.Dimensions;
        long[] wide = new long[dimensions.Length + 1];
        OrtTensors.Widen(dimensions, wide);
        nint value;
        fixed (long* first = wide)
        {
            int number = OrtElementNumber.ToMake(environment, info.Element);
            nint status = api.CreateTensorAsOrtValue(
                environment.Allocator, first, (nuint)dimensions.Length, number, &value);
            OrtStatus.ThrowIfFailed(api, status, $"make a tensor for '{info.Name}' of shape {tensor.Shape}");
        }

        void* data;
        nint read = api.GetTensorMutableData(value, &data);
        if (read != 0)
        {
            api.ReleaseValue(value);
            OrtStatus.ThrowIfFailed(api, read, $"fill '{info.Name}'");
        }

        tensor.Bytes.CopyTo(new Span<byte>(data, tensor.Bytes.Length));
        return value;
    }

    /// <summary>Copies a tensor that the library made.</summary>
    public static TensorValue Read(OrtEnvironment environment, OrtTensorInfo info, nint value)
    {
        TensorShape shape = OrtTensors.ShapeOf(environment, info, value);
        if (info.Element == ElementType.String)
        {
            string[] strings = new string[shape.Length];
            OrtStrings.CopyTo(environment, info, value, strings);
            return new TensorValue(shape, strings);
        }

        byte[] bytes = new byte[info.ByteLength(shape)];
        OrtTensors.CopyTo(environment, info, value, bytes);
        return new TensorValue(info.Element, shape, bytes);
    }
}
