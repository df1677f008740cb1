using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>Makes empty sequences. The C API refuses to, so a model of a single operator does.</summary>
internal static unsafe class OrtEmptySequences
{
    private const int IrVersion = 8;
    private const int Opset = 16;
    private const int AttributeInt = 2;

    /// <summary>Makes a sequence without items; to be released.</summary>
    /// <exception cref="InferenceException">The library has no operator that makes one.</exception>
    public static nint Create(OrtEnvironment environment, SequenceType type)
    {
        if (type.Element is not TensorType tensor)
        {
            throw new InferenceException($"ONNX Runtime cannot make an empty {type}; only sequences of tensors can be empty.");
        }

        OrtHandle session = environment.EmptySequences.GetOrAdd(tensor.Element, element => Load(environment, element));
        ref readonly OrtApi api = ref environment.Library.Api;
        nint value = 0;
        fixed (byte* name = "v\0"u8)
        {
            byte* names = name;
            nint status = api.Run(session.Pointer, 0, null, null, 0, &names, 1, &value);
            OrtStatus.ThrowIfFailed(api, status, $"make an empty {type}");
        }

        return value;
    }

    private static OrtHandle Load(OrtEnvironment environment, ElementType element)
    {
        ref readonly OrtApi api = ref environment.Library.Api;
        byte[] model = Write(element);
        nint options;
        OrtStatus.ThrowIfFailed(api, api.CreateSessionOptions(&options), "make session options");
        try
        {
            OrtStatus.ThrowIfFailed(api, api.DisablePerSessionThreads(options), "take the session's options");
            nint session;
            fixed (byte* first = model)
            {
                nint status = api.CreateSessionFromArray(
                    environment.Handle.Pointer, first, (nuint)model.Length, options, &session);
                OrtStatus.ThrowIfFailed(api, status, $"make an empty sequence of {ElementTypes.NameOf(element)}");
            }

            return new OrtHandle(session, api.ReleaseSession, environment.Handle);
        }
        finally
        {
            api.ReleaseSessionOptions(options);
        }
    }

    // One node and one output; the field numbers are those of onnx.proto.
    private static byte[] Write(ElementType element)
    {
        byte[] type = Bytes(4, Bytes(1, Bytes(1, Number(1, (int)element))));
        byte[] attribute = [.. Bytes(1, "dtype"u8), .. Number(3, (int)element), .. Number(20, AttributeInt)];
        byte[] node = [.. Bytes(2, "v"u8), .. Bytes(4, "SequenceEmpty"u8), .. Bytes(5, attribute)];
        byte[] output = [.. Bytes(1, "v"u8), .. Bytes(2, type)];
        byte[] graph = [.. Bytes(1, node), .. Bytes(2, "empty"u8), .. Bytes(12, output)];
        return [.. Number(1, IrVersion), .. Bytes(7, graph), .. Bytes(8, Number(2, Opset))];
    }

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Bytes(int field, ReadOnlySpan<byte> value) =>
        [.. Varint((field << 3) | 2), .. Varint(value.Length), .. value];

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];
}
