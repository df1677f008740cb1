using System.Globalization;

namespace TypedRtx.Generators.Tests.Planning.Drift;

/// <summary>What is said of each kind of difference.</summary>
public sealed class DriftTests
{
    private const string Batch = "input \"x\" float32[batch, 3]";
    private const string Logits = "output \"logits\" float32[batch, 2]";

    [Fact]
    public void Equal_signatures_do_not_differ() => Expect([Batch, Logits], [Batch, Logits]);

    [Fact]
    public void What_we_find_out_ourselves_is_no_difference()
    {
        Expect([Batch, Logits], [Batch, Logits, "relation batch = 2*half"]);
        Expect([Batch, Logits, "relation batch = 3*third"], [Batch, Logits]);
    }

    [Fact]
    public void New_input_was_added() => Expect(
        [Batch, Logits],
        [Batch, "input \"mask\" bool[batch] optional", Logits],
        "3: input \"mask\" bool[batch] optional was added");

    [Fact]
    public void Missing_output_was_removed() => Expect(
        [Batch, Logits, "output \"hidden\" float16[..]"],
        [Batch, Logits],
        "5: output \"hidden\" float16[..] was removed");

    [Fact]
    public void Type_and_dimension_have_both_sides() => Expect(
        [Batch, Logits],
        [Batch, "output \"logits\" float16[batch, 3]"],
        "4: output \"logits\" float32[batch, 2] → float16[batch, 3]");

    [Fact]
    public void Optionality_is_part_of_the_type() => Expect(
        [Batch + " optional", Logits],
        [Batch, Logits],
        "3: input \"x\" float32[batch, 3] optional → float32[batch, 3]");

    [Theory]
    [InlineData("seq(map(int64, float32[n]))", "seq(map(int64, float32[m]))", "3: symbol n was renamed to m")]
    [InlineData("optional(float32[n])", "float32[n]", "3: input \"x\" optional(float32[n]) → float32[n]")]
    [InlineData("sparse(float32[n])", "sparse(float32[4])", "3: input \"x\" sparse(float32[n]) → sparse(float32[4])")]
    [InlineData("float32[n, 2]", "float32[n]", "3: input \"x\" float32[n, 2] → float32[n]")]
    [InlineData("float32[n]", "float32[?]", "3: input \"x\" float32[n] → float32[?]")]
    [InlineData("float32[..]", "float32[]", "3: input \"x\" float32[..] → float32[]")]
    public void Types_of_every_form_are_compared(string before, string after, string expected) =>
        Expect([$"input \"x\" {before}"], [$"input \"x\" {after}"], expected);

    [Fact]
    public void Name_that_is_new_at_the_place_of_one_that_is_gone_was_renamed() => Expect(
        [Batch, "input \"a.1\" int64[batch]", "output \"1234\" float32[batch]", Logits],
        [Batch, "input \"ids\" int64[batch]", "output \"1301\" float32[batch]", Logits],
        "4: input \"a.1\" was renamed to \"ids\"",
        "5: output \"1234\" was renamed to \"1301\"");

    [Fact]
    public void Names_of_one_type_were_renamed_in_order() => Expect(
        ["input \"a\" int64[n]", "input \"b\" int64[n]", "input \"kept\" float32[n]"],
        ["input \"c\" int64[n]", "input \"d\" int64[n]", "input \"kept\" float32[n]"],
        "3: input \"a\" was renamed to \"c\"",
        "4: input \"b\" was renamed to \"d\"");

    [Fact]
    public void Name_that_could_be_either_of_two_new_ones_was_not_renamed() => Expect(
        ["input \"a\" int64[n]", "input \"kept\" float32[n]"],
        ["input \"c\" int64[n]", "input \"d\" int64[n]", "input \"kept\" float32[n]"],
        "2: input \"c\" int64[n] was added",
        "3: input \"a\" int64[n] was removed",
        "3: input \"d\" int64[n] was added");

    [Fact]
    public void Name_of_another_type_or_place_was_not_renamed() => Expect(
        ["input \"a\" int64[n]", "input \"kept\" float32[n]", "input \"b\" int64[n]"],
        ["input \"c\" int32[n]", "input \"kept\" float32[n]"],
        "2: input \"c\" int32[n] was added",
        "3: input \"a\" int64[n] was removed",
        "5: input \"b\" int64[n] was removed");

    [Fact]
    public void Symbol_with_another_name_everywhere_is_one_difference() => Expect(
        ["input \"x\" float32[batch, s]", "input \"m\" int64[batch]", "output \"y\" float32[2*batch, s]"],
        ["input \"x\" float32[N, s]", "input \"m\" int64[N]", "output \"y\" float32[2*N, s]"],
        "3: symbol batch was renamed to N");

    [Fact]
    public void Symbols_numbered_anew_are_renamed_each() => Expect(
        ["input \"x\" float32[unk_1, unk_2]", "output \"y\" float32[unk_1]"],
        ["input \"x\" float32[unk_7, unk_8]", "output \"y\" float32[unk_7]"],
        "3: symbol unk_1 was renamed to unk_7",
        "3: symbol unk_2 was renamed to unk_8");

    [Fact]
    public void Renamed_symbol_does_not_hide_what_else_changed() => Expect(
        ["input \"x\" float32[batch]", "input \"old\" int64[batch]", "output \"y\" float32[batch]"],
        ["input \"x\" float32[N]", "input \"new\" int64[N]", "output \"y\" float32[1]"],
        "3: symbol batch was renamed to N",
        "4: input \"old\" was renamed to \"new\"",
        "5: output \"y\" float32[batch] → float32[1]");

    [Fact]
    public void Symbols_that_became_one_are_no_renaming() => Expect(
        ["input \"x\" float32[a, b]", "output \"y\" float32[a]"],
        ["input \"x\" float32[n, n]", "output \"y\" float32[n]"],
        "3: input \"x\" float32[a, b] → float32[n, n]",
        "4: output \"y\" float32[a] → float32[n]");

    [Fact]
    public void Symbols_that_changed_places_are_no_renaming() => Expect(
        ["input \"x\" float32[a, b]"],
        ["input \"x\" float32[b, a]"],
        "3: input \"x\" float32[a, b] → float32[b, a]");

    [Fact]
    public void Other_order_is_told_from_the_first_to_the_last_that_moved() => Expect(
        ["input \"a\" int64[1]", "input \"b\" int64[1]", "input \"c\" int64[1]", "input \"d\" int64[1]"],
        ["input \"a\" int64[1]", "input \"c\" int64[1]", "input \"b\" int64[1]", "input \"d\" int64[1]"],
        "4: the order of the inputs \"b\", \"c\" → \"c\", \"b\"");

    [Fact]
    public void Operator_sets_are_compared_by_domain() => Expect(
        ["opset \"gone\" 1", "opset \"com.microsoft\" 1", Batch],
        ["opset \"com.microsoft\" 2", "opset \"ai.onnx.ml\" 3", Batch],
        "3: opset \"gone\" 1 was removed",
        "4: opset \"com.microsoft\" 1 → 2",
        "4: opset \"ai.onnx.ml\" 3 was added");

    [Fact]
    public void Long_name_of_the_operators_of_onnx_is_no_difference()
    {
        string text = Harness.SignatureOf(Batch);

        Assert.Empty(Run(text.Replace("\"\"", "\"ai.onnx\"", StringComparison.Ordinal), text));
        Assert.Equal(
            ["2: opset \"\" 17 → 21"], Run(text, text.Replace("17", "21", StringComparison.Ordinal)));
    }

    [Fact]
    public void Many_differences_end_in_their_number()
    {
        string[] before = [.. Enumerable.Range(0, 40).Select(i => $"input \"x{i}\" float32[1]")];
        string[] after = [.. before.Select(line => line.Replace("[1]", "[2]", StringComparison.Ordinal))];

        IReadOnlyList<string> lines = Run(Harness.SignatureOf(before), Harness.SignatureOf(after));

        Assert.Equal(33, lines.Count);
        Assert.Equal("35: there are 8 more differences", lines[^1]);
    }

    [Fact]
    public void Random_signatures_differ_from_others_and_never_from_themselves()
    {
        const int seed = 31;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int i = 0; i < 100; i++)
        {
            string one = Harness.SignatureOf(Values(random));
            string other = Harness.SignatureOf(Values(random));

            Assert.Empty(Run(one, one));
            IReadOnlyList<string> lines = Run(one, other);
            Assert.Equal(one == other, lines.Count == 0);
        }
    }

    private static string[] Values(Random random)
    {
        string[] symbols = ["a", "b", "c", "2*a", "a + b", "(a / b)", "3", "?"];
        string[] names = [.. Enumerable.Range(0, 6).Select(i => $"v{i}").OrderBy(_ => random.Next())];
        return
        [
            .. names.Take(random.Next(2, 5)).Select(name => $"input \"{name}\" {Type()}"),
            .. names.Skip(3).Take(random.Next(3)).Select(name => $"output \"{name}\" {Type()}"),
        ];

        string Type() =>
            $"{(random.Next(2) == 0 ? "float32" : "int64")}[{symbols[random.Next(8)]}, {symbols[random.Next(8)]}]";
    }

    private static void Expect(string[] approved, string[] current, params string[] expected) =>
        Assert.Equal(expected, Run(Harness.SignatureOf(approved), Harness.SignatureOf(current)));

    /// <summary>Line of the approved text, from 1, and what differs.</summary>
    private static IReadOnlyList<string> Run(string approved, string current)
    {
        GeneratorRun run = Harness.Project.WithModel("m.onnx", current).WithApproved("m.onnx", approved)
            .Run(HarnessChecks.DoesNotThrow);
        const string Before = "'m.onnx' is not what 'm.onnxsig' approves: ";
        const string After = ". Export the model as it was, or approve it as it is: dotnet build -p:TypedRtxApprove=true";
        return
        [
            .. run.Diagnostics.Where(diagnostic => diagnostic.Id == "TRTX0301").Select(diagnostic =>
            {
                string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
                Assert.StartsWith(Before, message, StringComparison.Ordinal);
                Assert.EndsWith(After, message, StringComparison.Ordinal);
                int line = diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;
                return $"{line}: {message[Before.Length..^After.Length]}";
            }),
        ];
    }
}
