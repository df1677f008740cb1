namespace TypedRtx.TensorRtRtx;

/// <summary>The smallest model that has an engine: one float, and its opposite. Its engine is built to ask whether engines run here.</summary>
internal static class ProbeModel
{
    /// <summary>The ONNX file: IR version 8, opset 17, <c>y = Neg(x)</c>, both float32 [1].</summary>
    public static ReadOnlyMemory<byte> Bytes { get; } = Message(
        Field(1, 8),
        Field(7, Message(
            Field(1, Message(Text(1, "x"), Text(2, "y"), Text(4, "Neg"))),
            Text(2, "probe"),
            Field(11, Value("x")),
            Field(12, Value("y")))),
        Field(8, Message(Field(2, 17))));

    // ValueInfoProto: name; type: tensor: element type 1, shape: one dimension of length 1.
    private static byte[] Value(string name) => Message(
        Text(1, name), Field(2, Message(Field(1, Message(Field(1, 1), Field(2, Message(Field(1, Message(Field(1, 1))))))))));

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    private static byte[] Field(int number, byte value) => [(byte)(number << 3), value];

    // Every message of this model is shorter than 128 bytes, so a length takes one byte.
    private static byte[] Field(int number, byte[] message) => [(byte)((number << 3) | 2), (byte)message.Length, .. message];

    private static byte[] Text(int number, string text) => Field(number, System.Text.Encoding.ASCII.GetBytes(text));
}
