using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Tests.Diagnostics;

/// <summary>One test for each diagnostic about profiles, on its whole text; from an attribute and from item metadata.</summary>
public sealed class ProfileDiagnosticTests
{
    private static readonly string Decoder = Harness.SignatureOf(
        """input "input_ids" int64[batch, sequence_length]""",
        """input "attention_mask" int64[batch, total_sequence_length]""",
        """input "past" float32[batch, 8, past_sequence_length, 64]""",
        """output "logits" float32[batch, sequence_length, 32000]""",
        """output "boxes" float32[found, 4]""",
        """relation total_sequence_length = past_sequence_length + sequence_length""");

    private static readonly string Windows = Harness.SignatureOf(
        """input "x" float32[n, m]""",
        """output "y" float32[n - 3]""",
        """output "z" float32[8 / m]""",
        """output "u" float32[n / 4]""");

    [Theory]
    [InlineData("batch=x", "'batch=x', column 7: expected a length such as 7, 1..512 or 1..64..512, found \"x\"")]
    [InlineData("batch=1..2..", "'batch=1..2..', column 13: expected the number behind '..', found the end")]
    [InlineData("", "'', column 1: expected the name of a symbol, found the end")]
    public void TRTX0101_names_the_place_in_a_range(string range, string expected) => Expect(
        range, "TRTX0101 Error Program.cs Profile 'chat' of 'decoder.onnx' cannot be read: " + expected);

    [Fact]
    public void TRTX0101_names_the_place_in_metadata() => ExpectOfMetadata(
        "chat: batch=1 | other",
        "TRTX0101 Error decoder.onnx TypedRtxProfiles of 'decoder.onnx' cannot be read: 'chat: batch=1 | other', column 22: expected "
        + "':' and the ranges of the profile, found the end");

    [Fact]
    public void TRTX0101_asks_for_a_name() => Assert.Equal(
        ["TRTX0101 Error Program.cs Profile '' of 'decoder.onnx' cannot be read: a profile has a name, and this one's is empty"],
        Lines("[OptimizationProfile(\"\", \"batch=1\")]"));

    [Theory]
    [InlineData("batch=4..2", "the min of batch is 4, above its max 2")]
    [InlineData("batch=4..2..8", "the min of batch is 4, above its opt 2")]
    [InlineData("batch=1..9..8", "the opt of batch is 9, above its max 8")]
    [InlineData("batch=-1..8", "batch would begin at -1, and no axis is shorter than 0")]
    public void TRTX0102_says_which_numbers_are_out_of_order(string range, string expected) =>
        Expect(range, "TRTX0102 Error Program.cs Profile 'chat' of 'decoder.onnx': " + expected);

    [Theory]
    [InlineData("sequence_lenght=1", "sequence_lenght is no symbol of the model. ", "; did you mean sequence_length?")]
    [InlineData("Batch=1", "Batch is no symbol of the model. ", "; did you mean batch?")]
    [InlineData("channels=1", "channels is no symbol of the model. ", "")]
    [InlineData("found=1", "found is a symbol of outputs alone, which no input decides; leave it out. ", "")]
    [InlineData("past_axis1=8", "past_axis1 is fixed at 8 by the model; leave it out. ", "")]
    [InlineData(
        "input_ids=1",
        "input_ids is an input, int64[batch, sequence_length]; profiles are keyed by symbol, not by tensor. ",
        "")]
    public void TRTX0103_lists_the_free_symbols(string range, string what, string suggestion) => Expect(
        range,
        "TRTX0103 Error Program.cs Profile 'chat' of 'decoder.onnx': " + what + "The free symbols are batch, sequence_length "
        + "(sequenceLength), past_sequence_length (pastSequenceLength)" + suggestion);

    [Fact]
    public void TRTX0104_says_which_symbol_is_left_out() => Expect(
        "batch=1 | sequenceLength=1..64 | total_sequence_length=1..64",
        "TRTX0104 Error Program.cs Profile 'chat' of 'decoder.onnx': past_sequence_length (pastSequenceLength), which decides axis 2 of "
        + "input \"past\", has no range; total_sequence_length follows from it and not the other way round. Add one such as "
        + "past_sequence_length=1..64..512");

    [Theory]
    [InlineData("1..512", "1..1024", "1..512")]
    [InlineData("1..2048", "1..1024", "1..2048")]
    [InlineData("1..128..1024", "1..64..1024", "1..128..1024")]
    [InlineData("64", "1..64..1024", "64")]
    public void TRTX0105_shows_the_arithmetic(string said, string is_, string says) => Expect(
        $"batch=1 | sequence_length=1..64..512 | past_sequence_length=0..0..512 | total_sequence_length={said}",
        $"TRTX0105 Error Program.cs Profile 'chat' of 'decoder.onnx': total_sequence_length = past_sequence_length + sequence_length is "
        + $"{is_} at the corners (sequence_length=1..64..512, past_sequence_length=0..0..512), the profile says {says}");

    [Theory]
    [InlineData("total_sequence_length=1..1024")]
    [InlineData("total_sequence_length=1..64..1024")]
    [InlineData("past_sequence_length + sequence_length=1..64..1024")]
    public void Range_that_follows_from_the_arithmetic_is_taken(string derived) => Assert.Empty(
        Lines(Attribute("chat", "batch=1", "sequence_length=1..64..512", "past_sequence_length=0..0..512", derived)));

    [Theory]
    [InlineData(
        "n=1..8",
        "m=1",
        "axis 0 of output \"y\" is n - 3, which is -2 at the min of the profile (n=1), no length from 0 to 2147483647")]
    [InlineData(
        "n=3..8",
        "m=0..1",
        "axis 0 of output \"z\" is (8 / m), which cannot be computed at the min of the profile (m=0): it divides by 0, or leaves 64 bits")]
    public void TRTX0106_shows_the_axis_that_has_no_length(string n, string m, string expected)
    {
        GeneratorRun run = Harness.Project.WithModel("windows.onnx", Windows, ("TypedRtxProfiles", $"all: {n}, {m}")).Run();

        Assert.Equal(["TRTX0106 Error windows.onnx Profile 'all' of 'windows.onnx': " + expected], LinesOf(run));
    }

    [Fact]
    public void TRTX0107_names_a_symbol_with_two_ranges() => Expect(
        "batch=1 | sequence_length=1 | sequenceLength=2 | past_sequence_length=1",
        "TRTX0107 Error Program.cs Profile 'chat' of 'decoder.onnx': sequence_length (sequenceLength) has two ranges");

    [Fact]
    public void TRTX0107_names_a_profile_that_attribute_and_metadata_declare()
    {
        GeneratorRun run = Harness.Project
            .WithModel("windows.onnx", Windows, ("TypedRtxProfiles", "all: n=4, m=1"))
            .WithSource(Source("Windows", Attribute("all", "n=4", "m=1")))
            .Run();

        Assert.Equal(
            ["TRTX0107 Error windows.onnx Profile 'all' of 'windows.onnx': it is declared twice; give one another name"],
            LinesOf(run));
    }

    [Theory]
    [InlineData(true, "The classes of models are Models.Decoder")]
    [InlineData(false, "This project has no models")]
    public void TRTX0108_names_a_class_that_no_model_becomes(bool hasModel, string known)
    {
        GeneratorHarness harness = hasModel ? Harness.Project.WithModel("decoder.onnx", Decoder) : Harness.Project;
        GeneratorRun run = harness.WithSource(Source("Decodr", Attribute("chat", "batch=1"))).Run();

        Assert.Equal(
            [
                "TRTX0108 Warning Program.cs Models.Decodr has optimization profiles, but no model becomes that class. "
                + $"{known}. Move the attribute to your half of a model's class, with its name and namespace.",
            ],
            LinesOf(run));
    }

    [Fact]
    public void Class_of_a_model_that_cannot_be_read_is_no_stray()
    {
        GeneratorRun run = Harness.Project
            .WithModel("decoder.onnx", "onnxsig-error 1\nEmpty\n\"Nothing.\"\n")
            .WithSource(Source("Decoder", Attribute("chat", "batch=1")))
            .Run();

        Assert.Equal(["TRTX0005"], run.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void Diagnostic_points_at_the_range_in_the_attribute()
    {
        string source = Source("Decoder", Attribute("chat", "batch=1", "nonsense"));
        Location location = Assert.Single(
            Harness.Project.WithModel("decoder.onnx", Decoder).WithSource(source).Run().Diagnostics,
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Location;

        Assert.Equal("\"nonsense\"", source.Substring(location.SourceSpan.Start, location.SourceSpan.Length));
        Assert.Equal("Program.cs", location.GetLineSpan().Path);
        Assert.Equal(3, location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Profile_that_is_wrong_leaves_the_others()
    {
        GeneratorRun run = Harness.Project
            .WithModel("windows.onnx", Windows, ("TypedRtxProfiles", "bad: n=x, m=1 | good: n=4, m=1"))
            .Run();

        Assert.Single(run.Diagnostics);
        string source = Assert.Single(run.Sources).Value;
        Assert.Contains(" Good { get; }", source, StringComparison.Ordinal);
        Assert.DoesNotContain(" Bad { get; }", source, StringComparison.Ordinal);
    }

    private static void Expect(string ranges, string line) =>
        Assert.Equal([line], Lines(Attribute("chat", [.. ranges.Split('|').Select(range => range.Trim())])));

    private static void ExpectOfMetadata(string profiles, string line) => Assert.Equal(
        [line], LinesOf(Harness.Project.WithModel("decoder.onnx", Decoder, ("TypedRtxProfiles", profiles)).Run()));

    private static IReadOnlyList<string> Lines(string attribute) => LinesOf(Harness.Project
        .WithModel("decoder.onnx", Decoder)
        .WithSource(Source("Decoder", attribute))
        .Run());

    // The decoder keeps state, which is said too.
    private static IReadOnlyList<string> LinesOf(GeneratorRun run) =>
        [.. run.DiagnosticLines.Where(line => !line.StartsWith("TRTX015", StringComparison.Ordinal))];

    private static string Attribute(string name, params string[] ranges) =>
        $"[OptimizationProfile({string.Join(", ", ranges.Prepend(name).Select(text => $"\"{text}\""))})]";

    private static string Source(string className, string attribute) =>
        $"using TypedRtx;\nnamespace Models;\n\n{attribute}\nsealed partial class {className};\n";
}
