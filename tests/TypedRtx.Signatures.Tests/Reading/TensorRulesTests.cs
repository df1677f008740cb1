namespace TypedRtx.Signatures.Tests.Reading;

public sealed class TensorRulesTests
{
    private static readonly Dictionary<string, (Action<WireWriter> Tensor, string? Expected)> Cases = new()
    {
        ["raw"] = (Float(3, tensor => tensor.Bytes(9, new byte[12])), null),
        ["raw short"] = (Float(3, tensor => tensor.Bytes(9, new byte[11])), "12 bytes of data were expected; found 11"),
        ["raw long"] = (
            Float(3, tensor => tensor.Bytes(9, new byte[400])),
            "12 bytes of data were expected; found 400"),
        ["nothing"] = (Float(3, _ => { }), "float32[3], so 12 bytes of data were expected; found 0"),
        ["nothing of nothing"] = (Float(0, _ => { }), null),
        ["typed"] = (Float(3, tensor => tensor.Bytes(4, new byte[12])), null),
        ["typed short"] = (Float(3, tensor => tensor.Bytes(4, new byte[8])), "12 bytes of data were expected; found 8"),
        ["typed one by one"] = (
            Float(2, tensor => tensor.Tag(4, 5).Raw(new byte[4]).Tag(4, 5).Raw(new byte[4])), null),
        ["raw and typed"] = (
            Float(1, tensor => tensor.Bytes(4, new byte[4]).Bytes(9, new byte[4])),
            "twice, raw and typed"),
        ["empty raw beside typed"] = (Float(1, tensor => tensor.Bytes(4, new byte[4]).Bytes(9, [])), null),
        ["two typed fields"] = (
            Float(1, tensor => tensor.Bytes(4, new byte[4]).Bytes(5, [1])),
            "in field 4 and in field 5"),
        ["wrong field"] = (Float(1, tensor => tensor.Bytes(5, [1])), "where field 4 is meant"),
        ["negative length"] = (Float(-3, _ => { }), "length -3"),
        ["too large"] = (
            tensor => tensor.Varint(1, 1L << 62).Varint(1, 1L << 62).Varint(2, 1).Text(8,
            "w"), "more bytes than 64 bits"),
        ["too large but for a zero"] = (
            tensor => tensor.Varint(1, 1L << 62).Varint(1, 1L << 62).Varint(1, 0).Varint(2, 1).Text(8, "w"), null),
        ["no name"] = (tensor => tensor.Varint(2, 1).Bytes(9, new byte[4]), "initializer has no name"),
        ["no element type"] = (tensor => tensor.Text(8, "w"), "element type is not stated"),
        ["element type 99"] = (tensor => tensor.Varint(2, 99).Text(8, "w"), "element type 99"),
        ["integers"] = (Typed(ElementType.Int64, 3, 7, [1, 0x80, 1, 3]), null),
        ["integers short"] = (Typed(ElementType.Int64, 5, 7, [1, 2, 3]), "5 values were expected"),
        ["integers long"] = (Typed(ElementType.Int64, 1, 7, new byte[30]), "1 values were expected"),
        ["int4"] = (Typed(ElementType.Int4, 3, 9, new byte[2]), null),
        ["int4 short"] = (Typed(ElementType.Int4, 3, 9, new byte[1]), "2 bytes of data were expected; found 1"),
        ["uint2"] = (Typed(ElementType.UInt2, 5, 9, new byte[2]), null),
        ["int4 typed"] = (Typed(ElementType.Int4, 4, 5, [1, 2]), null),
        ["complex"] = (Typed(ElementType.Complex64, 2, 4, new byte[16]), null),
        ["half in integers"] = (Typed(ElementType.Float16, 2, 5, [1, 2]), null),
        ["strings"] = (tensor => tensor.Varint(1, 2).Varint(2, 8).Text(6, "").Text(6, "b").Text(8, "w"), null),
        ["strings short"] = (
            tensor => tensor.Varint(1, 2).Varint(2, 8).Text(6,
            "b").Text(8, "w"), "2 values were expected; found 1"),
        ["strings raw"] = (Typed(ElementType.String, 2, 9, [1, 2]), "strings as raw data"),
        ["external"] = (External(("location", "a/b.bin"), ("offset", "0"), ("length", "12")), null),
        ["external with data"] = (
            tensor => tensor.External("w", ("location",
            "a")).Bytes(9, new byte[12]), "in another file"),
        ["external without location"] = (External(("offset", "0")), "no location"),
        ["external in an empty location"] = (External(("location", "")), "no location"),
        ["external above"] = (
            External(("location",
            "../w.bin")), "\"../w.bin\"; expected a path below the model's folder"),
        ["external above, hidden"] = (External(("location", "sub/../../w.bin")), "expected a path below"),
        ["external at the root"] = (External(("location", "/etc/passwd")), "expected a path below"),
        ["external on a drive"] = (External(("location", "C:w.bin")), "expected a path below"),
        ["external with backslash"] = (External(("location", "..\\w.bin")), "expected a path below"),
        ["external in the folder itself"] = (External(("location", "./")), "expected a path below"),
        ["external in memory"] = (External(("location", "*/_ORT_MEM_ADDR_/*")), "expected a path below"),
        ["external over two lines"] = (External(("location", "w\n.bin")), "\"w\\n.bin\"; expected a path below"),
        ["external with an escape"] = (External(("location", "w\u001B.bin")), "without control characters"),
        ["external with a C1 control"] = (External(("location", "w\u0085.bin")), "without control characters"),
        ["external with NUL"] = (External(("location", "w\0.bin")), "NUL"),
        ["external before the file"] = (External(("location", "w"), ("offset", "-4")), "offset \"-4\""),
        ["external at no number"] = (External(("location", "w"), ("offset", "abc")), "expected a number from 0"),
        ["external too short"] = (
            External(("location",
            "w"), ("length", "4")), "needs 12 bytes; its reference to \"w\" gives 4"),
        ["external behind everything"] = (
            External(("location",
            "w"), ("offset", "9223372036854775807")), "ends behind byte 2^63"),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Tensor_is_judged_by_its_shape_and_the_length_of_its_data(string name)
    {
        (Action<WireWriter> tensor, string? expected) = Cases[name];
        byte[] bytes = Models.Small(graph => graph.Message(5, tensor));

        OnnxFormatException? error = Record.Exception(() => Models.Read(bytes)) as OnnxFormatException;

        Assert.Contains(expected ?? "", error?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(expected is null, error is null);
    }

    [Fact]
    public void Two_initializers_of_one_name_are_refused()
    {
        byte[] bytes = Models.Small(graph => graph
            .Initializer("w", ElementType.Int8, [1], [0])
            .Initializer("w", ElementType.Int8, [1], [0]));

        OnnxFormatException error = Assert.Throws<OnnxFormatException>(() => Models.Read(bytes));

        Assert.Contains("two initializers are named \"w\"", error.Message, StringComparison.Ordinal);
    }

    private static Action<WireWriter> Float(long length, Action<WireWriter> data) => tensor =>
    {
        tensor.Varint(1, length).Varint(2, 1).Text(8, "w");
        data(tensor);
    };

    private static Action<WireWriter> Typed(ElementType element, long length, int field, byte[] data) =>
        tensor => tensor.Varint(1, length).Varint(2, (int)element).Bytes(field, data).Text(8, "w");

    private static Action<WireWriter> External(params (string Key, string Value)[] entries) =>
        tensor => tensor.External("w", entries);
}
