using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Tests.Runtime;

public sealed class SignatureFitTests
{
    [Theory]
    [InlineData("input \"x\" float32[a, b]", "input \"x\" float32[b, a]")]
    [InlineData("input \"x\" float32[a, a]", "input \"x\" float32[n, n]")]
    [InlineData("input \"x\" float32[a]", "input \"x\" float32[?]")]
    [InlineData("input \"x\" float32[?]", "input \"x\" float32[n]")]
    [InlineData("input \"m\" int64[past + seq]\ninput \"x\" int64[seq]", "input \"m\" int64[p + s]\ninput \"x\" int64[s]")]
    [InlineData(
        "input \"m\" int64[past + seq]\ninput \"x\" int64[seq]\ninput \"k\" int64[past]",
        "input \"m\" int64[past + seq]\ninput \"x\" int64[past]\ninput \"k\" int64[seq]")]
    [InlineData("input \"x\" float32[(a / 2)]", "input \"x\" float32[(b / 2)]")]
    [InlineData("input \"x\" float32[n]", "input \"x\" float32[n]\ninput \"extra\" float32[n] optional")]
    [InlineData("input \"x\" float32[n]", "input \"x\" float32[n]\noutput \"extra\" float32[n]")]
    [InlineData("input \"x\" float32[n]", "opset \"\" 22\ninput \"x\" float32[n]")]
    [InlineData("input \"x\" seq(float32[n])", "input \"x\" seq(float32[..])")]
    [InlineData("input \"x\" optional(seq(int8[n, 3]))", "input \"x\" optional(seq(int8[m]))")]
    public void Same_promise_in_other_words_fits(string compiled, string actual) =>
        Assert.Empty(SignatureFit.Compare(Parse(compiled), Parse(actual)));

    [Theory]
    [InlineData("input \"x\" float32[a, b]", "input \"x\" float32[n, n]", "input 'x' axis 1 is n, compiled as b: float32[n, n] against float32[a, b].")]
    [InlineData("input \"x\" float32[a, a]", "input \"x\" float32[m, n]", "input 'x' axis 1 is n, compiled as a: float32[m, n] against float32[a, a].")]
    [InlineData("input \"x\" float32[a]", "input \"x\" float32[3]", "input 'x' axis 0 is 3, compiled as a: float32[3] against float32[a].")]
    [InlineData("input \"x\" float32[3]", "input \"x\" float32[?]", "input 'x' axis 0 is ?, compiled as 3: float32[?] against float32[3].")]
    [InlineData(
        "input \"x\" float32[n]\ninput \"y\" float32[2*n]",
        "input \"x\" float32[n]\ninput \"y\" float32[3*n]",
        "input 'y' axis 0 is 3*n, compiled as 2*n: float32[3*n] against float32[2*n].")]
    [InlineData("input \"x\" float32[..]", "input \"x\" float32[n]", "input 'x' is float32[n], compiled as float32[..].")]
    [InlineData("output \"y\" map(int64, float32[])", "output \"y\" map(string, float32[])", "output 'y' is map(string, float32[]), compiled as map(int64, float32[]).")]
    [InlineData("input \"x\" seq(float32[n])", "input \"x\" float32[n]", "input 'x' is float32[n], compiled as seq(float32[n]).")]
    public void Other_promise_is_listed(string compiled, string actual, string expected) =>
        Assert.Equal([expected], SignatureFit.Compare(Parse(compiled), Parse(actual)));

    private static ModelSignature Parse(string lines) => ModelSignature.Parse($"onnxsig 1\n{lines}\n");
}
