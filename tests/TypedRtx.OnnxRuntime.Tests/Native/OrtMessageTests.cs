using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime.Tests.Native;

public sealed class OrtMessageTests
{
    [Theory]
    [InlineData("Plain words: with a colon", "Plain words: with a colon")]
    [InlineData(
        "Non-zero status code returned while running Gather node. Name:'g' Status Message: idx=5 out of range",
        "operator Gather (node 'g'): idx=5 out of range")]
    [InlineData(
        "Non-zero status code returned while running Neg node. Name:'' Status Message: bad",
        "operator Neg: bad")]
    [InlineData(
        "Non-zero status code returned while running If node. Name:'outer' Status Message: "
        + "Non-zero status code returned while running Neg node. Name:'inner' Status Message: bad",
        "operator Neg (node 'inner'): bad")]
    [InlineData(
        "Non-zero status code returned while running Add node. Name:'' Status Message: "
        + "/build/core/framework/op_kernel.cc:83 virtual OrtValue* a::B::Output(int, const a::Shape&) "
        + "[ONNXRuntimeError] : 2 : INVALID_ARGUMENT : The output has shape {7}.",
        "operator Add: The output has shape {7}.")]
    [InlineData(
        "Load model from x.onnx failed:/build/core/graph/model.cc:146 a::Model::Model(b::ModelProto&&, const a::Path&) "
        + "Unsupported model IR version: 9999",
        "Unsupported model IR version: 9999")]
    [InlineData("Load model from a b.onnx failed:Protobuf parsing failed.", "Protobuf parsing failed.")]
    [InlineData(
        "/build/a.cc:12 void F(T) [with T = float] i < n was false. Index too large.",
        "Index too large.")]
    [InlineData("C:\\build\\a.cc:12 F(int) const What happened", "What happened")]
    [InlineData("/build/a.cc:12 ", "/build/a.cc:12")]
    [InlineData("", "")]
    public void Message_is_shortened_to_what_helps(string message, string expected) =>
        Assert.Equal(expected, OrtMessage.Shorten(message));
}
