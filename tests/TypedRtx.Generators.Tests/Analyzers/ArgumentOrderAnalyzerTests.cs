using TypedRtx.CodeFixes;

namespace TypedRtx.Generators.Tests.Analyzers;

public sealed class ArgumentOrderAnalyzerTests
{
    private static readonly string[] Encoder =
    [
        """input "input_ids" int64[batch, sequence]""",
        """input "attention_mask" int64[batch, sequence]""",
        """input "token_type_ids" int64[batch, sequence]""",
        """input "class" float32[batch]""",
        """output "y" float32[batch]""",
    ];

    [Fact]
    public void Inputs_of_one_type_by_position_are_pointed_out() => Expect(
        "using var r = bert.Run({|TRTX1004:a|}, b, c, d);",
        "Bert: the inputs inputIds, attentionMask, tokenTypeIds have one type and are told apart by their order alone. Name the arguments.");

    [Fact]
    public void Arguments_that_change_places_are_reported() => Expect(
        "using var r = bert.Run({|TRTX1005:attentionMask|}, input_ids, c, d);",
        "Bert: 'attentionMask' is passed for the input inputIds, 'input_ids' is passed for the input attentionMask. Swap the "
        + "arguments, or name them if the order is meant.");

    [Fact]
    public void Ring_of_three_is_reported() => Expect(
        "using var r = bert.Run({|TRTX1005:attentionMask|}, tokenTypeIds, input_ids, d);");

    [Theory]
    [InlineData("using var r = bert.Run(inputIds: a, attentionMask: b, tokenTypeIds: c, @class: d);")]
    [InlineData("using var r = bert.Run(input_ids, attentionMask, tokenTypeIds, d);")]
    [InlineData("using var r = bert.Run(input_ids, attentionMask: b, tokenTypeIds: c, @class: d);")]
    [InlineData("using var r = bert.Run(inputIds: attentionMask, attentionMask: input_ids, tokenTypeIds: c, @class: d);")]
    public void Names_speak_for_themselves(string call) => Expect(call);

    [Theory]
    [InlineData("using var r = bert.Run({|TRTX1004:attentionMask|}, attentionMask, tokenTypeIds, d);")]
    [InlineData("using var r = bert.Run({|TRTX1004:tokenTypeIds|}, b, c, d);")]
    public void One_name_out_of_place_may_be_meant(string call) => Expect(call);

    [Fact]
    public void Arguments_get_their_names() => ExpectFix(
        "using var r = bert.Run(a, b, c, d, 1);",
        "Name the arguments",
        "using var r = bert.Run(inputIds: a, attentionMask: b, tokenTypeIds: c, @class: d, batch: 1);");

    [Fact]
    public void Swapped_arguments_get_the_names_that_they_were_meant_for() => ExpectFix(
        "using var r = bert.Run(attentionMask, input_ids, c, d);",
        "Pass each",
        "using var r = bert.Run(attentionMask: attentionMask, inputIds: input_ids, tokenTypeIds: c, @class: d);");

    [Fact]
    public void Swapped_arguments_may_keep_their_order() => ExpectFix(
        "using var r = bert.Run(attentionMask, input_ids, c, d);",
        "Keep the order",
        "using var r = bert.Run(inputIds: attentionMask, attentionMask: input_ids, tokenTypeIds: c, @class: d);");

    private static void Expect(string call, params string[] messages) =>
        CallSites.Expect(CallSites.Bert(Encoder), SourceOf(call), messages);

    private static void ExpectFix(string before, string title, string after) => CallSites.ExpectFix(
        new ArgumentOrderFix(), CallSites.Bert(Encoder), SourceOf(before), title, SourceOf(after));

    private static string SourceOf(string call) => $$"""
        internal static class Calls
        {
            public static void Test(
                Bert bert, long[,] a, long[,] b, long[,] c, float[] d, long[,] input_ids, long[,] attentionMask, long[,] tokenTypeIds)
            {
                {{call}}
            }
        }
        """;
}
