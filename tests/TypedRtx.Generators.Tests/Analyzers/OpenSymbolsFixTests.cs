using TypedRtx.CodeFixes;

namespace TypedRtx.Generators.Tests.Analyzers;

public sealed class OpenSymbolsFixTests
{
    private static readonly string[] Text = ["""input "ids" int64[batch, sequence]""", """output "y" float32[batch]"""];
    private static readonly string[] Image =
        ["""input "image" float32[batch, 1, height, width]""", """output "y" float32[batch, 10]"""];

    [Fact]
    public void Data_of_one_batch_gets_its_length() => ExpectFix(
        Text, "using var r = bert.Run(ids: data);", "using var r = bert.Run(ids: data, batch: 1, sequence: data.Length);");

    [Fact]
    public void Variables_of_the_same_names_are_taken() => ExpectFix(
        Image,
        "const int Height = 28;\nint width = 28;\nusing var r = bert.Run(pixels);",
        "const int Height = 28;\nint width = 28;\nusing var r = bert.Run(pixels, batch: 1, height: Height, width: width);");

    [Fact]
    public void Symbol_that_follows_from_the_length_is_left_to_it() => ExpectFix(
        Image,
        "using var r = bert.Run(image: new float[784]);",
        "using var r = bert.Run(image: new float[784], batch: 1, height: /* height */ 1);");

    [Fact]
    public void Object_form_gets_properties() => ExpectFix(
        Text,
        "using var r = bert.Run(new Bert.Inputs { Ids = data });",
        "using var r = bert.Run(new Bert.Inputs { Ids = data, Batch = 1, Sequence = data.Length });");

    [Fact]
    public void Symbol_that_is_given_stays() => ExpectFix(
        Image,
        "using var r = bert.Run(image: pixels, batch: 2);",
        "using var r = bert.Run(image: pixels, batch: 2, height: 1);");

    private static void ExpectFix(string[] signature, string before, string after) => CallSites.ExpectFix(
        new OpenSymbolsFix(), CallSites.Bert(signature), SourceOf(before), "Pass ", SourceOf(after));

    private static string SourceOf(string calls) => CallSites.Method(calls, ", long[] data, float[] pixels");
}
