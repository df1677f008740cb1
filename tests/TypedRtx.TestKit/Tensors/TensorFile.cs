using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>Reads and writes <c>.pb</c> test vectors, each one serialised tensor.</summary>
public static class TensorFile
{
    /// <summary>Reads a test vector from a file.</summary>
    /// <exception cref="InvalidDataException">The file holds no tensor that can be read.</exception>
    public static TestTensor Read(string path) => Read(File.ReadAllBytes(path), path);

    /// <summary>Reads a test vector from bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes hold no tensor that can be read.</exception>
    public static TestTensor Read(byte[] bytes) => Read(bytes, "the given bytes");

    /// <summary>The values of a tensor, from raw bytes or the typed field.</summary>
    /// <exception cref="InvalidDataException">The values do not fill the shape, or lie in another file.</exception>
    public static TestTensor FromProto(TensorProto tensor) => FromProto(tensor, $"tensor '{tensor.Name}'");

    /// <summary>The tensor in the form of the file format, with raw bytes.</summary>
    public static TensorProto ToProto(TestTensor tensor, string name = "") =>
        tensor.ElementType == ElementType.String
            ? TensorProtos.Strings(name, tensor.Strings, tensor.Dimensions)
            : TensorProtos.Raw(name, tensor.ElementType, tensor.Data, tensor.Dimensions);

    /// <summary>Writes a test vector.</summary>
    public static void Write(string path, TestTensor tensor, string name = "") =>
        File.WriteAllBytes(path, ToProto(tensor, name).ToByteArray());

    private static TestTensor Read(byte[] bytes, string source)
    {
        try
        {
            return FromProto(TensorProto.Parser.ParseFrom(bytes), source);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException($"Expected a TensorProto in {source}: {exception.Message}", exception);
        }
    }

    private static TestTensor FromProto(TensorProto tensor, string source)
    {
        ElementType type = (ElementType)tensor.DataType;
        if (!ElementTypes.IsDefined(type))
        {
            throw new InvalidDataException(
                $"Expected a tensor in {source}; found data type {tensor.DataType}; is it a sequence or an optional?");
        }

        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            throw new InvalidDataException($"The values of {source} lie in another file; test vectors hold their own.");
        }

        long[] dimensions = [.. tensor.Dims];
        try
        {
            return type == ElementType.String
                ? new TestTensor(dimensions, [.. tensor.StringData.Select(text => text.ToStringUtf8())])
                : new TestTensor(
                    type, dimensions, tensor.HasRawData ? tensor.RawData.ToByteArray() : TypedData.Read(tensor));
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new InvalidDataException(
                $"The values of {source} do not fill its shape [{string.Join(", ", dimensions)}]; "
                + $"is it a sequence or an optional? {exception.Message}",
                exception);
        }
    }
}
