using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Tests.Runtime.Adaptive;

public sealed class SampleRunTests
{
    [Theory]
    [InlineData("int64", "0100000000000000-0100000000000000-0100000000000000")]
    [InlineData("uint32", "01000000-01000000-01000000")]
    [InlineData("int16", "0100-0100-0100")]
    [InlineData("uint8", "01-01-01")]
    [InlineData("bool", "01-01-01")]
    [InlineData("int4", "11-11")]
    [InlineData("uint2", "55")]
    [InlineData("float32", "00000000-00000000-00000000")]
    [InlineData("float16", "0000-0000-0000")]
    public void Made_up_integers_are_one_and_other_numbers_zero(string element, string expected)
    {
        ModelDescriptor model = AnyModel.Describe($"input \"x\" {element}[n]", "output \"y\" float32[n]");
        using RecordedBinding sample = SampleRun.MadeUp(model, [3])!;
        using FakeBinding binding = new(new FakeEngine(Kernels.Double), model);
        sample.CopyTo(binding);

        Assert.Equal(new TensorShape(3), binding.InputShape(0));
        byte[] bytes = Convert.FromHexString(expected.Replace("-", "", StringComparison.Ordinal));
        Assert.Equal(bytes, binding.Bytes(0, bytes.Length));
    }

    [Fact]
    public void Made_up_text_is_empty()
    {
        ModelDescriptor model = AnyModel.Describe("input \"x\" string[n]", "output \"y\" float32[n]");
        using RecordedBinding sample = SampleRun.MadeUp(model, [2])!;
        using FakeBinding binding = new(new FakeEngine(Kernels.Double), model);
        sample.CopyTo(binding);

        Assert.Equal(["", ""], binding.Text(0));
    }
}
