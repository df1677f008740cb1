using System.Text;

namespace TypedRtx.Signatures.Tests.Reading;

public sealed class OnnxModelRefusalTests
{
    private static readonly Dictionary<string, (byte[] Bytes, OnnxFormatError Kind, string Expected)> Cases = new()
    {
        ["empty"] = ([], OnnxFormatError.Empty, "empty (0 bytes)"),
        ["lfs"] = (
            Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
            OnnxFormatError.GitLfsPointer,
            "git lfs pull"),
        ["text"] = (
            Encoding.UTF8.GetBytes("ir_version: 8\n"),
            OnnxFormatError.NotOnnx,
            "begins with \"ir_version: 8\""),
        ["text not ascii"] = (Encoding.UTF8.GetBytes("größe\n"), OnnxFormatError.NotOnnx, "is text"),
        ["gzip"] = ([0x1F, 0x8B, 8, 0, 0, 0], OnnxFormatError.NotOnnx, "gzip"),
        ["zip"] = ([(byte)'P', (byte)'K', 3, 4, 0, 0], OnnxFormatError.NotOnnx, "ZIP"),
        ["bom"] = ([0xEF, 0xBB, 0xBF, .. Models.Small()], OnnxFormatError.NotOnnx, "byte order mark"),
        ["ort"] = ([0x10, 0, 0, 0, .. "ORTM"u8, 0, 0], OnnxFormatError.OrtFormat, ".ort"),
        ["zero byte"] = ([0], OnnxFormatError.NotOnnx, "field number 0"),
        ["trailing zeros"] = ([.. Models.Small(), 0, 0], OnnxFormatError.Malformed, "field number 0"),
        ["group"] = ([.. Models.Small(), 0x1B], OnnxFormatError.Malformed, "wire type 3"),
        ["end of group"] = ([.. Models.Small(), 0x1C], OnnxFormatError.Malformed, "wire type 4"),
        ["wire type 7"] = ([.. Models.Small(), 0x1F], OnnxFormatError.Malformed, "wire type 7"),
        ["number of 11 bytes"] = (
            [.. Models.Small(), 0x28, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
            OnnxFormatError.Malformed,
            "more than 10 bytes"),
        ["number of 65 bits"] = (
            [.. Models.Small(), 0x28, 255, 255, 255, 255, 255, 255, 255, 255, 255, 2],
            OnnxFormatError.Malformed,
            "64 bits"),
        ["length of 2^63"] = (
            [.. Models.Small(), 0x1A, 128, 128, 128, 128, 128, 128, 128, 128, 128, 1],
            OnnxFormatError.Malformed,
            "claims a length of 9223372036854775808 bytes"),
        ["length beyond the parent"] = (
            Models.Small(graph => graph.Raw(0x0A, 0x7F)),
            OnnxFormatError.Malformed,
            "more bytes than its message has left"),
        ["cut off"] = (Models.Small()[..^3], OnnxFormatError.Truncated, "3 bytes or more too early"),
        ["no graph"] = (new WireWriter().Varint(1, 8).Opset("", 17).ToArray(), OnnxFormatError.Invalid, "no graph"),
        ["two graphs"] = (
            [.. Models.Small(), .. new WireWriter().Message(7, _ => { }).ToArray()],
            OnnxFormatError.Malformed,
            "stands twice"),
        ["no opset"] = (
            new WireWriter().Varint(1, 8).Message(7, _ => { }).ToArray(), OnnxFormatError.Invalid, "no operator set"),
        ["opset 0"] = (
            [.. Models.Small(), .. new WireWriter().Opset("d", 0).ToArray()],
            OnnxFormatError.Invalid,
            "version 0 of operator"),
        ["opset 9999"] = (
            [.. new WireWriter().Opset("", 9999).ToArray(), .. Models.Small()],
            OnnxFormatError.Invalid,
            "version 9999"),
        ["opsets that differ"] = (
            [.. Models.Small(), .. new WireWriter().Opset("ai.onnx", 18).ToArray()],
            OnnxFormatError.Invalid,
            "as version 17 and as version 18"),
        ["IR version 0"] = (Models.Small(irVersion: 0), OnnxFormatError.Invalid, "IR version 0"),
        ["IR version -1"] = (Models.Small(irVersion: -1), OnnxFormatError.Invalid, "IR version -1"),
        ["IR version 9999"] = (Models.Small(irVersion: 9999), OnnxFormatError.Invalid, "IR version 9999"),
        ["two inputs of one name"] = (
            Models.Small(graph => graph.Value(11, "x", type => type.Tensor(ElementType.Float32))),
            OnnxFormatError.Invalid,
            "two inputs are named \"x\""),
        ["two outputs of one name"] = (
            Models.Small(graph => graph.Value(12, "y", type => type.Tensor(ElementType.Float32))),
            OnnxFormatError.Invalid,
            "two outputs are named \"y\""),
        ["input without name"] = (
            Models.Small(graph => graph.Value(11, "", type => type.Tensor(ElementType.Float32))),
            OnnxFormatError.Invalid,
            "has no name"),
        ["input without type"] = (
            Models.Small(graph => graph.Message(11, value => value.Text(1, "z"))),
            OnnxFormatError.Invalid,
            "input \"z\" has no type"),
        ["type that says nothing"] = (
            Models.Small(graph => graph.Value(11, "z", _ => { })), OnnxFormatError.Invalid, "a type says nothing"),
        ["type of two kinds"] = (
            Models.Small(graph => graph.Value(11, "z", type => type.Tensor(ElementType.Int8).Tensor(ElementType.Int8))),
            OnnxFormatError.Malformed,
            "stands twice"),
        ["element type 0"] = (Input(type => type.Tensor(ElementType.Undefined)), OnnxFormatError.Invalid, "not stated"),
        ["element type 99"] = (Input(type => type.Tensor((ElementType)99)), OnnxFormatError.Invalid, "element type 99"),
        ["map of floats"] = (
            Input(type => type.Message(5, map => map.Varint(1, 1).Message(2, value => value.Tensor(ElementType.Int8)))),
            OnnxFormatError.Invalid,
            "float32 cannot be the key"),
        ["name with NUL"] = (
            Models.Small(graph => graph.Value(11, "x\0y", type => type.Tensor(ElementType.Int8))),
            OnnxFormatError.Malformed,
            "NUL"),
        ["name that is not UTF-8"] = (
            Models.Small(graph => graph.Message(11, value => value.Bytes(1, [0x61, 0xFF]))),
            OnnxFormatError.Malformed,
            "not valid UTF-8"),
        ["long name"] = (
            Models.Small(graph => graph.Value(11, new string('x', 1_025), type => type.Tensor(ElementType.Int8))),
            OnnxFormatError.LimitExceeded,
            "the limit is 1024"),
        ["length -2"] = (Input(type => type.Tensor(ElementType.Int8, -2)), OnnxFormatError.Invalid, "length -2"),
        ["length of two kinds"] = (
            Input(type => type.Message(1, tensor => tensor.Varint(1, 1).Message(
                2, shape => shape.Message(1, dimension => dimension.Varint(1, 3).Text(2, "n"))))),
            OnnxFormatError.Malformed,
            "stands twice"),
        ["too large a shape"] = (
            Input(type => type.Tensor(ElementType.Int8, long.MaxValue, 3)),
            OnnxFormatError.Invalid,
            "more bytes than 64 bits can count"),
        ["rank 65"] = (
            Input(type => type.Tensor(ElementType.Int8, [.. Enumerable.Repeat<object>(1, 65)])),
            OnnxFormatError.LimitExceeded,
            "more axes than 64"),
        ["many axes"] = (
            Models.Small(graph =>
            {
                object[] lengths = [.. Enumerable.Repeat<object>(1, OnnxLimits.Rank)];
                for (int i = 0; i <= OnnxLimits.AxesTotal / OnnxLimits.Rank; i++)
                {
                    graph.Value(11, $"v{i}", type => type.Tensor(ElementType.Int8, lengths));
                }
            }),
            OnnxFormatError.LimitExceeded,
            "more axes than 131072"),
        ["deep type"] = (Input(type => Sequence(type, 17)), OnnxFormatError.LimitExceeded, "types nest deeper than 16"),
        ["deep subgraph"] = (
            Models.Small(graph => Subgraph(graph, 17)), OnnxFormatError.LimitExceeded, "subgraphs nest deeper than 16"),
        ["many values"] = (
            Models.Small(graph =>
            {
                for (int i = 0; i < OnnxLimits.Values; i++)
                {
                    graph.Value(11, $"v{i}", type => type.Tensor(ElementType.Int8));
                }
            }),
            OnnxFormatError.LimitExceeded,
            "more inputs and outputs than 4096"),
        ["much metadata"] = (
            [.. Models.Small(), .. Enumerable.Repeat<byte[]>([0x72, 0], OnnxLimits.MetadataEntries + 1).SelectMany(e => e)],
            OnnxFormatError.LimitExceeded,
            "metadata entries"),
        ["name stored as a number"] = (
            Models.Small(graph => graph.Message(11, value => value.Varint(1, 1))),
            OnnxFormatError.Malformed,
            "stored as Varint"),
        ["function that calls itself"] = (
            WithFunctions(("F", ["F"])), OnnxFormatError.Invalid, "function \"d.F\" calls itself"),
        ["functions that call each other"] = (
            WithFunctions(("F", ["G"]), ("G", ["F"])),
            OnnxFormatError.Invalid,
            "calls itself, directly or through others"),
        ["functions that double"] = (
            WithFunctions([.. Enumerable.Range(0, 40).Select(i => ($"F{i}", new[] { $"F{i + 1}", $"F{i + 1}" }))]),
            OnnxFormatError.LimitExceeded,
            "with its functions put in place"),
        ["two functions of one name"] = (
            WithFunctions(("F", []), ("F", [])), OnnxFormatError.Invalid, "two functions are named \"d.F\""),
        ["unbounded arithmetic"] = (
            Models.Small(graph =>
            {
                for (int i = 0; i < 200; i++)
                {
                    graph.Value(11, $"v{i}", type => type.Tensor(ElementType.Int8, $"n{i}" + new string('+', 500)));
                }
            }),
            OnnxFormatError.LimitExceeded,
            "arithmetic in symbolic lengths"),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Bad_file_is_refused_saying_why(string name)
    {
        (byte[] bytes, OnnxFormatError kind, string expected) = Cases[name];

        OnnxFormatException error = Assert.Throws<OnnxFormatException>(() => Models.Read(bytes));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(kind, error.Kind);
        Assert.InRange(error.Position, 0, bytes.Length);
    }

    [Fact]
    public void Error_names_the_byte_at_which_the_field_begins()
    {
        byte[] good = Models.Small();

        OnnxFormatException error = Assert.Throws<OnnxFormatException>(() => Models.Read([.. good, 0x1B]));

        Assert.Equal(good.Length, error.Position);
        Assert.Contains($"At byte {good.Length}, in ModelProto", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stream_that_cannot_seek_is_an_argument_error()
    {
        using MemoryStream file = new();
        using System.IO.Compression.DeflateStream stream = new(file, System.IO.Compression.CompressionMode.Decompress);

        Assert.Throws<ArgumentException>(() => OnnxModelReader.Read(stream));
        Assert.Throws<ArgumentNullException>(() => OnnxModelReader.Read(null!));
    }

    private static byte[] Input(Action<WireWriter> type) => Models.Small(graph => graph.Value(11, "z", type));

    private static void Sequence(WireWriter type, int depth)
    {
        if (depth == 1)
        {
            type.Tensor(ElementType.Int8);
        }
        else
        {
            type.Message(4, sequence => sequence.Message(1, element => Sequence(element, depth - 1)));
        }
    }

    private static void Subgraph(WireWriter graph, int depth)
    {
        if (depth > 0)
        {
            graph.Message(1, node => node.Message(
                5, attribute => attribute.Message(6, inner => Subgraph(inner, depth - 1))));
        }
    }

    private static byte[] WithFunctions(params (string Name, string[] Calls)[] functions)
    {
        WireWriter model = new WireWriter().Raw(Models.Small());
        foreach ((string name, string[] calls) in functions)
        {
            model.Message(25, function =>
            {
                function.Text(1, name).Text(10, "d");
                foreach (string call in calls)
                {
                    function.Message(7, node => node.Text(4, call).Text(7, "d"));
                }
            });
        }

        return model.ToArray();
    }
}
