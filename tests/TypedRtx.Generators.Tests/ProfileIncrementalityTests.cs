extern alias Generators;

using Microsoft.CodeAnalysis;
using TrackingNames = Generators::TypedRtx.Generators.TrackingNames;

namespace TypedRtx.Generators.Tests;

public sealed class ProfileIncrementalityTests
{
    private const int Models = 4;

    private static readonly string[] Steps =
        [.. typeof(TrackingNames).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Edited_attribute_replans_that_model_alone()
    {
        GeneratorRun run = First("n=1..4").Then(harness => harness.WithSource(Half("n=1..8"), "Half.cs"), HarnessChecks.None);

        Assert.All(run.ReasonsOf(TrackingNames.PlanModel), IsCached);
        AssertOneModified(run, TrackingNames.PlanProfiles);
        AssertOneModified(run, TrackingNames.SelectSources);
        Assert.Equal(1, run.OutputReasons().Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Contains("\"n\", 1, 8, 8", run.SourceOf("Models.M2.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_below_the_attribute_leaves_every_step_cached()
    {
        GeneratorRun run = First("n=1..4").Then(
            harness => harness.WithSource(Half("n=1..4") + "internal static class More;\n", "Half.cs"), HarnessChecks.None);

        foreach (string step in Steps.Where(run.Result.TrackedSteps.ContainsKey))
        {
            Assert.All(run.ReasonsOf(step), reason => IsCachedOr(step, reason, TrackingNames.ReadAttributes));
        }

        Assert.All(run.OutputReasons(), IsCached);
    }

    [Fact]
    public void Edit_above_the_attribute_moves_its_diagnostic_and_plans_nothing()
    {
        GeneratorRun run = First("n=9..4").Then(
            harness => harness.WithSource("// A comment.\n" + Half("n=9..4"), "Half.cs"), HarnessChecks.None);

        Assert.Equal(5, Assert.Single(run.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        foreach (string step in new[] { TrackingNames.JoinProfiles, TrackingNames.PlanProfiles, TrackingNames.SelectSources, TrackingNames.SelectDiagnostics })
        {
            Assert.All(run.ReasonsOf(step), IsCached);
        }

        AssertOneModified(run, TrackingNames.LocateDiagnostics);
    }

    [Fact]
    public void Metadata_of_one_model_replans_that_model_alone()
    {
        GeneratorRun run = First("n=1..4").Then(
            harness => harness.WithFileMetadata(PathOf(1), ("TypedRtxProfiles", "all: n=2")), HarnessChecks.None);

        AssertOneModified(run, TrackingNames.PlanModel);
        AssertOneModified(run, TrackingNames.PlanProfiles);
    }

    [Fact]
    public void Run_with_profiles_holds_no_Roslyn_object_and_caches() => Project("n=1..4").Run(HarnessChecks.All);

    private static GeneratorHarness Project(string range) => Enumerable.Range(0, Models)
        .Aggregate(Harness.Project, (harness, i) => harness.WithFile(
            PathOf(i), Harness.SignatureOf("input \"x\" float32[n]", "output \"y\" float32[n]"), ("TypedRtxFile", $"m{i}.onnx")))
        .WithSource(Half(range), "Half.cs");

    private static GeneratorRun First(string range) => Project(range).Run(HarnessChecks.None);

    private static string PathOf(int index) => $"obj/m{index}.onnxsig";

    private static string Half(string range) =>
        $"using TypedRtx;\n\nnamespace Models;\n\n[OptimizationProfile(\"chat\", \"{range}\")]\nsealed partial class M2;\n";

    private static void IsCached(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString());

    private static void IsCachedOr(string step, IncrementalStepRunReason reason, string readingStep) => Assert.True(
        reason == IncrementalStepRunReason.Cached || (step == readingStep && reason == IncrementalStepRunReason.Unchanged),
        $"{step} is {reason}.");

    private static void AssertOneModified(GeneratorRun run, string step)
    {
        IReadOnlyList<IncrementalStepRunReason> reasons = run.ReasonsOf(step);
        Assert.Equal(1, reasons.Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.All(reasons.Where(reason => reason != IncrementalStepRunReason.Modified), IsCached);
    }
}
