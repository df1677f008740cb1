namespace TypedRtx.Generators.Tests.Planning;

/// <summary>Names that a project chooses by the item metadata <c>TypedRtxRename</c>.</summary>
public sealed class RenameTests
{
    [Fact]
    public void Inputs_outputs_and_symbols_get_the_chosen_names() => SnapshotVerifier.Verify(Run(
        "input.1=Pixels| symbol:N = Pictures |/model/Out:0=Scores|a=b=Sum",
        """input "input.1" float32[N, 3]""",
        """input "a=b" float32[N]""",
        """output "/model/Out:0" float32[N]"""));

    [Fact]
    public void Chosen_name_wins_and_who_would_get_it_too_carries_a_suffix()
    {
        GeneratorRun run = Run("x=Y|symbol:n=Z", """input "x" float32[n]""", """input "y" float32[n]""", """input "z" float32[1]""");

        Assert.Equal(
            "TRTX0013 Info m.onnx Names of 'm.onnx' would be equal in C# to others or to generated members and carry a role or a "
            + "suffix: \"y\" → Y_x4ef4, \"z\" → Z_x53ad. Set the item metadata TypedRtxRename to choose others.",
            Assert.Single(run.DiagnosticLines));
        Assert.Contains("float> y,", Source(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Chosen_name_stays_beside_an_input_of_that_name_in_a_binding()
    {
        string source = Source(Run("y=X", """input "x" float32[2]""", """output "y" float32[2]"""));

        Assert.Contains("TensorView<float> X => Output<float>(0);", source, StringComparison.Ordinal);
        Assert.Contains("Span<float> InputX => Input<float>(0);", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_and_output_of_one_name_are_told_apart_by_their_role()
    {
        string[] lines = ["""input "h" float32[h]""", """output "h" float32[h]"""];

        Assert.Contains(
            "TRTX0201 Error m.onnx The item metadata TypedRtxRename of 'm.onnx' is 'h=Hidden'; several have the name \"h\"; say "
            + "which: input:h=…, output:h=…, symbol:h=…",
            Run("h=Hidden", lines).DiagnosticLines);
        GeneratorRun run = Run("input:h=Before|output:h=After|symbol:h=Width", lines);
        Assert.Empty(run.DiagnosticLines);
        Assert.Contains("record struct Dims(int Width)", Source(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_that_begins_like_a_role_is_found_whole() =>
        Assert.Empty(Run("input:0=Pixels", """input "input:0" float32[1]""", """output "y" float32[1]""").DiagnosticLines);

    [Theory]
    [InlineData("x=A|y=a", "'y=a'; the name a is given twice; names of inputs and symbols, and those of outputs, differ in more than case")]
    [InlineData("x=A|n=A", "'n=A'; the name A is given twice; names of inputs and symbols, and those of outputs, differ in more than case")]
    [InlineData("x=A|x=B", "'x=B'; it has the name A already")]
    [InlineData("x=CancellationTOKEN", "'x=CancellationTOKEN'; a generated member is named CancellationTOKEN; choose another")]
    public void Entry_that_clashes_is_an_error_and_leaves_the_class(string rename, string expected)
    {
        GeneratorRun run = Run(rename, """input "x" float32[n]""", """input "y" float32[n]""", """output "z" float32[n]""");

        Assert.Equal(
            "TRTX0201 Error m.onnx The item metadata TypedRtxRename of 'm.onnx' is " + expected, Assert.Single(run.DiagnosticLines));
        Assert.Single(run.Sources);
    }

    [Fact]
    public void Keywords_and_lower_case_names_compile() => Assert.Empty(Run(
        "x=class|y=record|n=value|z=field",
        """input "x" float32[n]""",
        """input "y" float32[] optional""",
        """output "z" float32[n]""").DiagnosticLines);

    [Fact]
    public void Renamed_names_are_not_said_to_look_like_others() => Assert.Empty(
        Run("coc\u043D\u0430=Pine", "input \"coc\u043D\u0430\" float32[1]", """output "y" float32[1]""").DiagnosticLines);

    private static GeneratorRun Run(string rename, params string[] lines) =>
        Harness.Project.WithModel("m.onnx", Harness.SignatureOf(lines), ("TypedRtxRename", rename)).Run();

    private static string Source(GeneratorRun run) => Assert.Single(run.Sources).Value;
}
