extern alias Generators;

using Generators::TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.Generators.Tests.Planning.Naming;

public sealed class ClassNameTests
{
    [Theory]
    [InlineData("digits.onnx", "Digits")]
    [InlineData("bert-base.v2.onnx", "BertBaseV2")]
    [InlineData("012.onnx", "Model012")]
    [InlineData("class.onnx", "Class")]
    [InlineData("a b'c\"d.ONNX", "ABCD")]
    public void Class_is_named_after_the_file(string file, string name) => Assert.Equal(name, ClassName.FromFile(file));

    [Fact]
    public void Class_named_like_a_namespace_gets_a_suffix() =>
        Assert.Equal("DigitsModelModel", ClassName.AwayFrom(["Digits", "DigitsModel"], "Digits"));

    [Theory]
    [InlineData("Outputs", "OutputsModel")]
    [InlineData("System", "SystemModel")]
    [InlineData("Digits", "Digits")]
    public void Class_keeps_clear_of_generated_members_and_common_namespaces(string name, string expected) =>
        Assert.Equal(expected, ClassName.AwayFrom([], name));
}
