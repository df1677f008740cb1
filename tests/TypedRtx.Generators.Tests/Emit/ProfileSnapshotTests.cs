namespace TypedRtx.Generators.Tests.Emit;

public sealed class ProfileSnapshotTests
{
    [Fact]
    public void Profiles_of_attributes_and_metadata_stand_in_one_class() => SnapshotVerifier.Verify(Harness.Project
        .WithModel(
            "decoder.onnx",
            Harness.SignatureOf(
                """input "ids" int64[batch, sequence_length]""",
                """input "mask" int64[batch, past_sequence_length + sequence_length]""",
                """output "logits" float32[batch, sequence_length]"""),
            ("TypedRtxProfiles", "single: batch=1, sequenceLength=128, pastSequenceLength=0 | run: batch=1..8, sequence_length=1, past_sequence_length=0..4095"))
        .WithSource("""
            using TypedRtx;

            namespace Models;

            [OptimizationProfile("first chat", "batch=1..1..4", "sequenceLength=1..64..512", "past_sequence_length=0..512")]
            sealed partial class Decoder;
            """)
        .WithSource("""
            namespace Models;

            [TypedRtx.OptimizationProfile(name: "class", ranges: new[] { "batch=1", "sequence_length=2", "pastSequenceLength=3" })]
            sealed partial class Decoder;
            """, "Second.cs")
        .Run());

    [Fact]
    public void Profiles_compile_with_CSharp_13()
    {
        GeneratorHarness project = Harness.Project with { LanguageVersion = LanguageVersions.CSharp13 };

        GeneratorRun run = project
            .WithModel("m.onnx", Harness.SignatureOf("""input "x" float32[n]""", """output "y" float32[n]"""), ("TypedRtxProfiles", "a: n=1 | b: n=1..2"))
            .WithSource("""
                using TypedRtx;

                namespace Models;

                internal static class Calls
                {
                    public static M Open() => M.Load(new ModelOptions { Profile = M.Profiles.A });
                }
                """)
            .Run();

        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void Names_that_are_equal_in_CSharp_carry_a_suffix()
    {
        GeneratorRun run = Harness.Project
            .WithModel("m.onnx", Harness.SignatureOf("""input "x" float32[n]""", """output "y" float32[n]"""), ("TypedRtxProfiles", "a-b: n=1 | a_b: n=2 | 1x: n=3 | ToString: n=4"))
            .Run();

        Assert.StartsWith("TRTX0013 Info m.onnx Names of 'm.onnx' would be equal ", Assert.Single(run.DiagnosticLines), StringComparison.Ordinal);
        string source = Assert.Single(run.Sources).Value;
        Assert.Contains(" Profile1x { get; } = new(", source, StringComparison.Ordinal);
        Assert.Contains(" ProfileToString { get; } = new(", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_without_profiles_has_no_class_for_them() => Assert.DoesNotContain(
        "Profile",
        Assert.Single(Harness.Project.WithSignature("m.onnx", """input "x" float32[n]""", """output "y" float32[n]""").Run().Sources).Value,
        StringComparison.Ordinal);

    [Fact]
    public void Hostile_names_stay_text()
    {
        string symbol = "a\\\"*/}\\u{2028}<&";
        GeneratorRun run = Harness.Project
            .WithModel(
                "m.onnx",
                Harness.SignatureOf($"input \"x\" float32[\"{symbol}\"]", $"output \"y\" float32[\"{symbol}\"]"),
                ("TypedRtxProfiles", $"\"*/ <b>\": \"{symbol}\"=1..2"))
            .Run();

        Assert.Empty(run.Diagnostics);
        Assert.Contains("class Profiles", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
    }
}
