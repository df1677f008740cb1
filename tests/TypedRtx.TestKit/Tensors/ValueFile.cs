using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>Reads <c>.pb</c> test vectors of any type. The file does not say which it is; the model does.</summary>
public static class ValueFile
{
    /// <summary>Reads a test vector from a file.</summary>
    /// <exception cref="InvalidDataException">The file holds no value of the type.</exception>
    public static TestValue Read(string path, OnnxType type) => Read(File.ReadAllBytes(path), type);

    /// <summary>Reads a test vector from bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes hold no value of the type.</exception>
    public static TestValue Read(byte[] bytes, OnnxType type)
    {
        try
        {
            return type switch
            {
                SequenceType => From(SequenceProto.Parser.ParseFrom(bytes)),
                MapType => From(MapProto.Parser.ParseFrom(bytes)),
                OptionalType => From(OptionalProto.Parser.ParseFrom(bytes)),
                _ => TensorFile.Read(bytes),
            };
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException($"Expected a value of type {type}: {exception.Message}", exception);
        }
    }

    private static TestSequence From(SequenceProto sequence) => new(
    [
        .. sequence.TensorValues.Select(TensorFile.FromProto),
        .. sequence.SequenceValues.Select(From),
        .. sequence.MapValues.Select(From),
        .. sequence.OptionalValues.Select(From),
    ]);

    private static TestMap From(MapProto map)
    {
        long[] dimensions = [map.Keys.Count + map.StringKeys.Count];
        TestTensor keys = map.StringKeys.Count > 0
            ? new TestTensor(dimensions, [.. map.StringKeys.Select(key => key.ToStringUtf8())])
            : TestTensor.Create(map.Keys.ToArray(), dimensions);
        return map.Values?.TensorValues is [{ } values]
            ? new TestMap(keys, TensorFile.FromProto(values))
            : throw new InvalidDataException("Expected the values of a map as one tensor.");
    }

    private static TestValue From(OptionalProto optional) => optional switch
    {
        { TensorValue: { } tensor } => TensorFile.FromProto(tensor),
        { SequenceValue: { } sequence } => From(sequence),
        { MapValue: { } map } => From(map),
        { OptionalValue: { } inner } => From(inner),
        _ => TestAbsent.Instance,
    };
}
