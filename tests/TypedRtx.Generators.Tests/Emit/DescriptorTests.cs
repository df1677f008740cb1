using System.Reflection;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Tests.Emit;

/// <summary>What a generated class says at run time about its model.</summary>
public sealed class DescriptorTests
{
    [Theory]
    [InlineData("input \"x\" float32[N]", "output \"y\" float32[N]")]
    [InlineData("input \"\" float32[\"\"]", "output \"a\\\"b\\n\\u{202E}\" string[\"\\\"\\\"\\\"\"]")]
    [InlineData("input \"x\" sparse(int4[N]) optional", "output \"y\" opaque(\"\", \"\")")]
    [InlineData("input \"x\" sparse(int4[N])", "output \"y\" float32[..]")]
    public void Signature_at_run_time_is_that_of_the_model(params string[] lines)
    {
        string signature = Harness.SignatureOf(lines);
        using CompiledModel compiled = CompiledModel.Load(Harness.Project.WithModel("m.onnx", signature).Run());

        PropertyInfo property = compiled.Type("Models.M").GetProperty("Signature")!;

        Assert.Equal(ModelSignature.Parse(signature), property.GetValue(null));
    }
}
