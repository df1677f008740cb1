extern alias Generators;

using Generators::TypedRtx.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Tests.Diagnostics;

/// <summary>One test for each diagnostic, on its whole text.</summary>
public sealed class DiagnosticTests
{
    private static readonly string Small = Harness.SignatureOf("""input "x" float32[N]""", """output "y" float32[N]""");

    [Theory]
    [InlineData("Missing", "TRTX0001 Error bad.onnx The model 'bad.onnx' cannot be read: Because")]
    [InlineData("NotOnnx", "TRTX0003 Error bad.onnx 'bad.onnx' is not a valid ONNX model: Because")]
    [InlineData("OrtFormat", "TRTX0003 Error bad.onnx 'bad.onnx' is not a valid ONNX model: Because")]
    [InlineData("Malformed", "TRTX0003 Error bad.onnx 'bad.onnx' is not a valid ONNX model: Because")]
    [InlineData("Invalid", "TRTX0003 Error bad.onnx 'bad.onnx' is not a valid ONNX model: Because")]
    [InlineData("Unheard", "TRTX0003 Error bad.onnx 'bad.onnx' is not a valid ONNX model: Because")]
    [InlineData("GitLfsPointer", "TRTX0004 Error bad.onnx 'bad.onnx' is a Git LFS pointer: Because")]
    [InlineData("Empty", "TRTX0005 Error bad.onnx 'bad.onnx' is empty: Because")]
    [InlineData("Truncated", "TRTX0006 Error bad.onnx 'bad.onnx' is cut off: Because")]
    [InlineData("LimitExceeded", "TRTX0007 Error bad.onnx 'bad.onnx' exceeds a limit: Because")]
    [InlineData("ExternalMissing", "TRTX0008 Warning bad.onnx The external data of 'bad.onnx' is missing: Because")]
    [InlineData(
        "ExternalOutside",
        "TRTX0009 Error bad.onnx The external data of 'bad.onnx' lies outside its folder: Because")]
    public void Failure_of_a_model_is_reported_and_leaves_the_others(string kind, string expected)
    {
        GeneratorRun run = Harness.Project
            .WithModel("bad.onnx", $"onnxsig-error 1\n{kind}\n\"Because.\"\n")
            .WithModel("good.onnx", Small)
            .Run();

        Assert.Equal([expected], run.DiagnosticLines);
        Assert.Equal(["Models.Good.g.cs"], run.Sources.Select(source => source.Key));
    }

    [Fact]
    public void TRTX0001_names_a_missing_file()
    {
        using TempFolder folder = new();
        GeneratorRun run = Harness.Project.WithModelFile(folder.PathOf("gone.onnx")).Run();

        Assert.StartsWith(
            "TRTX0001 Error gone.onnx The model 'gone.onnx' cannot be read: ", Line(run), StringComparison.Ordinal);
    }

    [Fact]
    public void TRTX0002_says_that_the_targets_took_no_part()
    {
        using TempFolder folder = new();
        string path = new OnnxModelBuilder()
            .Input("x", Signatures.ElementType.Float32, 1)
            .Node("Identity", ["x"], ["y"])
            .Output("y", Signatures.ElementType.Float32, 1).Save(folder.PathOf("m.onnx"));
        GeneratorRun run = Harness.Bare.WithModelFile(path).Run();

        Assert.StartsWith(
            "TRTX0002 Info m.onnx The model 'm.onnx' is read by the compiler itself",
            Line(run),
            StringComparison.Ordinal);
        Assert.Single(run.Sources);
    }

    [Fact]
    public void TRTX0003_names_what_a_text_that_is_no_signature_lacks() => Expect(
        Harness.Project.WithModel("m.onnx", "nonsense"),
        "TRTX0003 Error m.onnx 'm.onnx' is not a valid ONNX model: Line 1: expected 'onnxsig 1'. Rebuild with "
        + "one version of TypedRtx, or take a .onnxsig file");

    [Fact]
    public void TRTX0003_names_an_input_listed_twice() => Expect(
        Harness.Project.WithSignature("m.onnx", """input "x" float32[1]""", """input "x" float32[1]"""),
        "TRTX0003 Error m.onnx 'm.onnx' is not a valid ONNX model: the name \"x\" is there twice");

    [Fact]
    public void TRTX0007_names_a_signature_too_long_for_a_literal()
    {
        string[] lines = [.. Enumerable.Range(0, 1100).Select(i => $"input \"x{i}\" float32[{new string('n', 1000)}]")];

        Expect(
            Harness.Project.WithSignature("m.onnx", lines),
            "TRTX0007 Error m.onnx 'm.onnx' exceeds a limit: its signature has 1125312 characters; the limit is "
            + "1048576");
    }

    [Theory]
    [InlineData("output \"y\" float32[1]", "it is left out, the rest of the model is generated")]
    [InlineData("output \"z\" sparse(float32[1])", "no output is left, so the class holds the signature alone")]
    public void TRTX0010_names_what_has_no_form(string other, string consequence)
    {
        GeneratorRun run = Harness.Project
            .WithSignature("m.onnx", """input "x" float32[1]""", """output "p" sparse(float32[3])""", other)
            .Run();

        Assert.Equal(
            "TRTX0010 Warning m.onnx Output \"p\" of 'm.onnx' has the type sparse(float32[3]), which has no C# form "
            + $"yet; {consequence}",
            run.DiagnosticLines[0]);
    }

    [Theory]
    [InlineData("seq(seq(float32[1]))")]
    [InlineData("seq(sparse(float32[1]))")]
    [InlineData("optional(optional(float32[1]))")]
    [InlineData("optional(map(int64, float32[]))")]
    [InlineData("map(int32, float32[])")]
    [InlineData("map(int64, bool[])")]
    [InlineData("map(int64, seq(float32[]))")]
    [InlineData("opaque(\"d\", \"n\")")]
    public void TRTX0010_names_values_that_no_runtime_takes(string type)
    {
        GeneratorRun run = Harness.Project.WithSignature("m.onnx", $"input \"x\" {type}", """output "y" float32[1]""").Run();

        Assert.Equal(
            $"TRTX0010 Warning m.onnx Input \"x\" of 'm.onnx' has the type {type}, which has no C# form yet; it is required, "
            + "so the class holds the signature alone",
            run.DiagnosticLines[0]);
    }

    [Fact]
    public void TRTX0011_keeps_the_first_of_two_classes()
    {
        GeneratorRun run = Harness.Project
            .WithFile("obj/a/m.onnxsig", Small, ("TypedRtxPath", "a/m.onnx"), ("TypedRtxSource", "a/m.onnx"))
            .WithFile("obj/b/m.onnxsig", Small, ("TypedRtxPath", "b/m.onnx"), ("TypedRtxSource", "b/m.onnx"))
            .Run();

        Assert.Equal(
            ["TRTX0011 Error m.onnx 'b/m.onnx' and 'a/m.onnx' would both become the class Models.M; no class is "
            + "generated for 'b/m.onnx'. Set the item metadata TypedRtxClassName or TypedRtxNamespace on one of "
            + "them."],
            run.DiagnosticLines);
        Assert.Single(run.Sources);
    }

    [Fact]
    public void TRTX0012_says_why_a_class_has_another_name() => Expect(
        Harness.Project.WithProperty("RootNamespace", "Acme.Digits").WithModel("digits.onnx", Small),
        "TRTX0012 Info digits.onnx The class of 'digits.onnx' is named DigitsModel, because Digits is also the "
        + "name of a namespace or of a generated member. Set the item metadata TypedRtxClassName to choose another.");

    [Fact]
    public void TRTX0013_lists_the_names_that_were_equal() => Expect(
        Harness.Project.WithSignature("m.onnx", """input "a.b" float32[1]""", """input "a_b" float32[1]"""),
        "TRTX0013 Info m.onnx Names of 'm.onnx' would be equal in C# to others or to generated members and carry a role or a "
        + "suffix: \"a.b\" → AB_xf50c, \"a_b\" → AB_x6871. Set the item metadata TypedRtxRename to choose others.");

    [Fact]
    public void TRTX0013_lists_names_that_generated_members_have() => Expect(
        Harness.Project.WithSignature("m.onnx", """input "run" float32[N]""", """input "n" float32[1]""", """output "y" float32[1]"""),
        "TRTX0013 Info m.onnx Names of 'm.onnx' would be equal in C# to others or to generated members and carry a role or a "
        + "suffix: \"run\" → InputRun, \"N\" → DimN. Set the item metadata TypedRtxRename to choose others.");

    [Fact]
    public void TRTX0014_lists_names_that_look_like_others() => Expect(
        Harness.Project.WithSignature("m.onnx", "input \"coc\u043D\u0430\" float32[1]"),
        "TRTX0014 Warning m.onnx Names of 'm.onnx' hold Cyrillic or Greek letters that look like Latin ones, so "
        + "that another name can look the same: \"coc\u043D\u0430\". Set the item metadata TypedRtxRename to choose other names.");

    [Fact]
    public void TRTX0015_takes_the_place_of_an_exception() => Expect(
        Harness.Project.WithFile(TestAdditionalText.Unreadable("m.onnxsig")),
        "TRTX0015 Error m.onnxsig No class is generated for 'm.onnx', because of a mistake in TypedRtx: "
        + "InvalidOperationException: The generator asked for the text of m.onnxsig, which it must never do. "
        + "Please report it with the model's .onnxsig text.");

    [Fact]
    public void TRTX0017_refuses_to_embed_a_model_with_external_data()
    {
        using TempFolder folder = new();
        folder.Write("w.bin", new byte[64]);
        string path = new OnnxModelBuilder()
            .Input("x", Signatures.ElementType.Float32, 4)
            .ExternalInitializer("w", Signatures.ElementType.Float32, [4], "w.bin", 0, 16)
            .Node("Add", ["x", "w"], ["y"])
            .Output("y", Signatures.ElementType.Float32, 4)
            .Save(folder.PathOf("m.onnx"));

        Expect(
            Harness.Project.WithModelFile(path, ("TypedRtxDelivery", "Embed")),
            "TRTX0017 Error m.onnx 'm.onnx' is to be embedded, but its weights lie in other files. Use "
            + "TypedRtxDelivery=Copy, or store the weights in the model.");
    }

    [Theory]
    [InlineData("TypedRtxAccessibility", "private", "it must be public or internal")]
    [InlineData("TypedRtxDelivery", "Ship", "it must be Copy, Embed or External")]
    [InlineData("TypedRtxDelivery", "1", "it must be Copy, Embed or External")]
    [InlineData("TypedRtxNamespace", "a..b", "it must be identifiers with dots between them")]
    [InlineData("TypedRtxClassName", "a b", "it must be an identifier")]
    [InlineData("TypedRtxRename", "X", "it must be ONNX names with the C# names to give them, such as input.1=Pixels|output:/model/Out:0=Scores")]
    [InlineData("TypedRtxRename", "z=Pixels", "no input, output or symbol has the name \"z\"; near it are \"N\", \"x\", \"y\"")]
    [InlineData("TypedRtxRename", "output:x=Pixels", "no input, output or symbol has the name \"output:x\"; near it are \"x\", \"N\", \"y\"")]
    [InlineData("TypedRtxRename", "x=the pixels", "what follows the last '=' must be an identifier")]
    [InlineData("TypedRtxRename", "x=", "what follows the last '=' must be an identifier")]
    [InlineData("TypedRtxRename", "x=dispose", "a generated member is named dispose; choose another")]
    [InlineData("TypedRtxClassName", "Outputs", "a generated member has that name; choose another")]
    public void TRTX0201_names_metadata_that_is_not_valid(string name, string value, string expected) => Expect(
        Harness.Project.WithModel("m.onnx", Small, (name, value)),
        $"TRTX0201 Error m.onnx The item metadata {name} of 'm.onnx' is '{value}'; {expected}");

    [Fact]
    public void TRTX0202_names_a_backend_that_is_no_type_name() => Expect(
        Harness.Project.WithProperty("TypedRtxBackends", "not a type"),
        "TRTX0202 Error - 'not a type' in the TypedRtxBackend items is not the full name of a type, such as "
        + "TypedRtx.OnnxRuntime.OnnxRuntimeBackend; it is not registered");

    [Fact]
    public void TRTX0205_names_the_values_of_the_property() => Expect(
        Harness.Project.WithProperty("TypedRtxDrift", "loud"),
        "TRTX0205 Error - The property TypedRtxDrift is 'loud'; it must be warning, error or none");

    [Theory]
    [InlineData("", "TRTX0301 Warning m.onnxsig ")]
    [InlineData("Warning", "TRTX0301 Warning m.onnxsig ")]
    [InlineData("error", "TRTX0301 Error m.onnxsig ")]
    public void TRTX0301_says_what_differs_as_loud_as_asked(string drift, string start) => Expect(
        Harness.Project.WithProperty("TypedRtxDrift", drift).WithModel("m.onnx", Small)
            .WithApproved("m.onnx", Small.Replace("[N]", "[4]", StringComparison.Ordinal)),
        start + "'m.onnx' is not what 'm.onnxsig' approves: input \"x\" float32[4] → float32[N]. Export the model as it was, or "
        + "approve it as it is: dotnet build -p:TypedRtxApprove=true",
        start + "'m.onnx' is not what 'm.onnxsig' approves: output \"y\" float32[4] → float32[N]. Export the model as it was, "
        + "or approve it as it is: dotnet build -p:TypedRtxApprove=true");

    [Theory]
    [InlineData("<<<<<<< HEAD", "Line 1: expected 'onnxsig 1'. Rebuild with one version of TypedRtx, or take a .onnxsig file")]
    [InlineData("onnxsig 1", "Line 1: the last line does not end; the text may be cut off")]
    [InlineData("onnxsig-error 1\nEmpty\n\"Because.\"\n", "it holds no signature but the reason why a model had none")]
    public void TRTX0302_says_why_nothing_was_compared(string text, string reason) => Expect(
        Harness.Project.WithModel("m.onnx", Small).WithApproved("m.onnx", text),
        $"TRTX0302 Warning m.onnxsig 'm.onnx' is not compared with 'm.onnxsig': {reason}. Restore the file, or write it anew: "
        + "dotnet build -p:TypedRtxApprove=true");

    [Fact]
    public void TRTX0303_names_the_model_that_is_not_there() => Expect(
        Harness.Project.WithModel("m.onnx", Small).WithFile("/src/old.onnxsig", Small, ("TypedRtxRole", "Approved")),
        "TRTX0303 Warning old.onnxsig 'old.onnxsig' approves no model of this project: 'old.onnx' is not there beside it. Bring "
        + "the model back, or rename the file as the model was renamed, or delete it.");

    [Fact]
    public void TRTX0304_names_both_approvals() => Expect(
        Harness.Project.WithModel("m.onnx", Small).WithApproved("m.onnx", Small).WithFile(
            "/src/m.onnx.onnxsig",
            Small,
            ("TypedRtxFile", "m.onnx"),
            ("TypedRtxPath", "m.onnx"),
            ("TypedRtxRole", "Approved")),
        "TRTX0304 Warning m.onnxsig 'm.onnx' is approved twice, by 'm.onnx.onnxsig' and by 'm.onnxsig'; delete one of them");

    [Fact]
    public void Drift_is_not_told_where_nobody_wants_to_hear_it_or_the_model_cannot_be_read()
    {
        string other = Small.Replace("[N]", "[4]", StringComparison.Ordinal);
        Assert.Empty(Harness.Project.WithProperty("TypedRtxDrift", "none").WithModel("m.onnx", Small)
            .WithApproved("m.onnx", other).WithApproved("gone.onnx", "nonsense").Run().Diagnostics);
        Assert.Equal("TRTX0005", Assert.Single(Harness.Project.WithModel("m.onnx", "onnxsig-error 1\nEmpty\n\"Nothing.\"\n")
            .WithApproved("m.onnx", other).Run().Diagnostics).Id);
    }

    [Fact]
    public void Every_diagnostic_has_a_test_and_a_line_in_the_release_notes()
    {
        string folder = RepositoryFiles.PathOf("tests", "TypedRtx.Generators.Tests", "Diagnostics");
        string tests = string.Concat(Directory.EnumerateFiles(folder, "*DiagnosticTests.cs").Select(File.ReadAllText));
        string[] notes = File.ReadAllLines(
            RepositoryFiles.PathOf("generators", "TypedRtx.Generators", "AnalyzerReleases.Unshipped.md"));

        Assert.All(Descriptors.All, descriptor =>
        {
            Assert.Contains($"\"{descriptor.Id} {descriptor.DefaultSeverity} ", tests, StringComparison.Ordinal);
            Assert.Contains(notes, line => line.StartsWith(
                $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ",
                StringComparison.Ordinal));
        });
        Assert.Equal(
            Descriptors.All.Count,
            notes.Count(line => line.StartsWith("TRTX0", StringComparison.Ordinal)));
        Assert.Equal(Descriptors.All.Count, Descriptors.All.Select(descriptor => descriptor.Id).Distinct().Count());
    }

    [Fact]
    public void Diagnostic_points_at_the_model_and_not_at_its_text()
    {
        GeneratorRun run = Harness.Project
            .WithFile("/build/obj/m.onnxsig", "nonsense", ("TypedRtxSource", "models/m.onnx")).Run();

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("models/m.onnx", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(LocationKind.ExternalFile, diagnostic.Location.Kind);
    }

    private static string Line(GeneratorRun run) => Assert.Single(run.DiagnosticLines);

    private static void Expect(GeneratorHarness harness, params string[] lines) =>
        Assert.Equal(lines, harness.Run().DiagnosticLines);
}
