using System.Buffers;
using System.Globalization;
using System.Text;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>Makes and reads tensors of text.</summary>
internal static unsafe class OrtStrings
{
    /// <summary>Makes a value that holds copies of the strings as UTF-8; to be released.</summary>
    public static nint Create(
        OrtEnvironment environment,
        OrtTensorInfo info,
        ReadOnlySpan<string> values,
        in TensorShape shape)
    {
        RequireString(info);
        if (values.Length != shape.Length)
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"'{info.Name}' of shape {shape} has {shape.Length} strings, and {values.Length} were given.");
            throw new ArgumentException(message, nameof(values));
        }

        ref readonly OrtApi api = ref environment.Library.Api;
        ReadOnlySpan<int> dimensions = shape.Dimensions;
        Span<long> wide = dimensions.Length <= 32 ? stackalloc long[32] : new long[dimensions.Length];
        OrtTensors.Widen(dimensions, wide);
        nint value;
        fixed (long* first = wide)
        {
            nint status = api.CreateTensorAsOrtValue(
                environment.Allocator, first, (nuint)dimensions.Length, (int)ElementType.String, &value);
            OrtStatus.ThrowIfFailed(api, status, "make a tensor of strings");
        }

        try
        {
            Fill(api, value, info, values);
        }
        catch
        {
            api.ReleaseValue(value);
            throw;
        }

        return value;
    }

    /// <summary>Copies the strings of a value that the library made.</summary>
    public static void CopyTo(OrtSession session, int output, nint value, Span<string> destination) =>
        CopyTo(session.Environment, session.Outputs[output], value, destination);

    /// <summary>Copies the strings of a value that the library made, or of a part of one.</summary>
    public static void CopyTo(OrtEnvironment environment, OrtTensorInfo info, nint value, Span<string> destination)
    {
        RequireString(info);
        ref readonly OrtApi api = ref environment.Library.Api;
        long count = OrtTensors.ShapeOf(environment, info, value).Length;
        if (destination.Length < count)
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"'{info.Name}' has {count} strings, and the destination {destination.Length}.");
            throw new ArgumentException(message, nameof(destination));
        }

        if (count == 0)
        {
            return;
        }

        nuint length;
        OrtStatus.ThrowIfFailed(api, api.GetStringTensorDataLength(value, &length), "measure the strings of an output");
        byte[] text = ArrayPool<byte>.Shared.Rent(Math.Max(1, checked((int)length)));
        nuint[] starts = ArrayPool<nuint>.Shared.Rent((int)count);
        fixed (byte* firstByte = text)
        fixed (nuint* firstStart = starts)
        {
            nint status = api.GetStringTensorContent(value, firstByte, length, firstStart, (nuint)count);
            OrtStatus.ThrowIfFailed(api, status, "copy the strings of an output");
        }

        for (int i = 0; i < (int)count; i++)
        {
            int start = (int)starts[i];
            int end = i + 1 < (int)count ? (int)starts[i + 1] : (int)length;
            destination[i] = Encoding.UTF8.GetString(text, start, end - start);
        }

        ArrayPool<byte>.Shared.Return(text);
        ArrayPool<nuint>.Shared.Return(starts);
    }

    // Straight into the library's buffers: its other ways to pass strings end them at the first NUL.
    private static void Fill(in OrtApi api, nint value, OrtTensorInfo info, ReadOnlySpan<string> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } text)
            {
                string message = string.Create(CultureInfo.InvariantCulture, $"String {i} of '{info.Name}' is null.");
                throw new ArgumentException(message, nameof(values));
            }

            int length = Encoding.UTF8.GetByteCount(text);
            byte* buffer;
            nint status = api.GetResizedStringTensorElementBuffer(value, (nuint)i, (nuint)length, &buffer);
            OrtStatus.ThrowIfFailed(api, status, "make room for a string");
            Encoding.UTF8.GetBytes(text, new Span<byte>(buffer, length));
        }
    }

    private static void RequireString(OrtTensorInfo info)
    {
        if (info.Element != ElementType.String)
        {
            throw new NotSupportedException(
                $"'{info.Name}' holds {ElementTypes.NameOf(info.Element)} values, not strings.");
        }
    }
}
