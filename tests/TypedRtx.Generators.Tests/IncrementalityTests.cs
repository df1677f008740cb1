extern alias Generators;

using Microsoft.CodeAnalysis;
using TrackingNames = Generators::TypedRtx.Generators.TrackingNames;

namespace TypedRtx.Generators.Tests;

public sealed class IncrementalityTests
{
    private const int Models = 10;
    private const string ApprovedPath = "m3.onnxsig";

    private static readonly string[] Steps =
        [.. typeof(TrackingNames).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Unrelated_edit_leaves_every_step_cached()
    {
        GeneratorRun run = First().Then(harness => harness.WithUnrelatedSource(), HarnessChecks.None);

        Assert.All(Steps, step => AssertAll(run, step, IncrementalStepRunReason.Cached));
        Assert.All(run.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void One_changed_model_of_ten_leaves_nine_cached()
    {
        GeneratorRun run = First()
            .Then(harness => harness.WithFile(PathOf(3), Signature(3, "changed")), HarnessChecks.None);

        AssertOneModified(run.ReasonsOf(TrackingNames.ReadSignature));
        AssertOneModified(run.ReasonsOf(TrackingNames.PlanModel));
        AssertOneModified(run.ReasonsOf(TrackingNames.SelectSources));
        AssertAll(run, TrackingNames.CollectMetadata, IncrementalStepRunReason.Cached);
        AssertAll(run, TrackingNames.CollectNames, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
        Assert.Equal(1, run.OutputReasons().Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.DoesNotContain(IncrementalStepRunReason.New, run.OutputReasons());
    }

    [Fact]
    public void Same_signature_written_anew_stops_at_reading()
    {
        GeneratorRun run = First()
            .Then(harness => harness.WithFile(PathOf(3), Signature(3, "n")), HarnessChecks.None);

        Assert.Single(
            run.ReasonsOf(TrackingNames.ReadSignature), reason => reason == IncrementalStepRunReason.Unchanged);
        Assert.All(
            Steps.Except([TrackingNames.ReadSignature, TrackingNames.ReadMetadata]),
            step => AssertAll(run, step, IncrementalStepRunReason.Cached));
        Assert.All(run.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Changed_options_leave_signatures_unread()
    {
        GeneratorRun run = First()
            .Then(harness => harness.WithProperty("RootNamespace", "Other"), HarnessChecks.None);

        AssertAll(run, TrackingNames.ReadSignature, IncrementalStepRunReason.Cached);
        AssertAll(run, TrackingNames.JoinMetadata, IncrementalStepRunReason.Cached);
        AssertAll(run, TrackingNames.PlanModel, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void Option_of_another_tool_changes_nothing()
    {
        GeneratorRun run = First()
            .Then(harness => harness.WithProperty("Elsewhere", "1"), HarnessChecks.None);

        AssertAll(run, TrackingNames.PlanModel, IncrementalStepRunReason.Cached);
        Assert.All(run.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Metadata_of_one_model_replans_that_model()
    {
        GeneratorRun run = First()
            .Then(
                harness => harness.WithFileMetadata(PathOf(3), ("TypedRtxAccessibility", "public")),
                HarnessChecks.None);

        AssertAll(run, TrackingNames.ReadSignature, IncrementalStepRunReason.Cached);
        AssertOneModified(run.ReasonsOf(TrackingNames.PlanModel));
    }

    [Fact]
    public void Diagnostic_that_comes_leaves_the_sources_cached()
    {
        GeneratorRun run = First().Then(
            harness => harness.WithModel("bad.onnx", "onnxsig-error 1\nEmpty\n\"Nothing.\"\n"), HarnessChecks.None);

        Assert.Single(run.Diagnostics);
        AssertAll(run, TrackingNames.SelectSources, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Changed_approval_runs_the_comparison_and_plans_nothing()
    {
        GeneratorRun run = Approved("n").Then(
            harness => harness.WithFile(ApprovedPath, Signature(3, "changed")), HarnessChecks.None);

        Assert.NotEmpty(run.Diagnostics);
        AssertOneModified(run.ReasonsOf(TrackingNames.ReadSignature));
        Assert.Contains(IncrementalStepRunReason.New, run.ReasonsOf(TrackingNames.CompareApproved));
        Assert.All(
            Steps.Except(
            [
                TrackingNames.ReadSignature,
                TrackingNames.ReadMetadata,
                TrackingNames.JoinMetadata,
                TrackingNames.CompareApproved,
            ]),
            step => AssertAll(run, step, IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void Approval_that_comes_leaves_plans_and_sources_cached()
    {
        GeneratorRun run = First().Then(harness => WithApproval(harness, "n"), HarnessChecks.None);

        AssertAll(run, TrackingNames.CollectModels, IncrementalStepRunReason.Cached);
        AssertAll(run, TrackingNames.PlanModel, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        AssertAll(run, TrackingNames.SelectSources, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Relation_that_comes_leaves_the_comparison_cached()
    {
        GeneratorRun run = Approved("n").Then(
            harness => harness.WithFile(PathOf(3), Signature(3, "n") + "relation n = 2*m\n"), HarnessChecks.None);

        AssertOneModified(run.ReasonsOf(TrackingNames.PlanModel));
        AssertAll(run, TrackingNames.CollectModels, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
        AssertAll(run, TrackingNames.CompareApproved, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Changed_drift_property_plans_nothing()
    {
        GeneratorRun run = Approved("changed").Then(
            harness => harness.WithProperty("TypedRtxDrift", "error"), HarnessChecks.None);

        AssertAll(run, TrackingNames.CompareApproved, IncrementalStepRunReason.Modified);
        AssertAll(run, TrackingNames.PlanModel, IncrementalStepRunReason.Cached);
        AssertAll(run, TrackingNames.SelectSources, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void No_step_holds_a_Roslyn_object() =>
        WithApproval(TenModels(), "changed").Run(HarnessChecks.HoldsNoRoslynObjects | HarnessChecks.Caches | HarnessChecks.ComparesByValue);

    [Fact]
    public void Old_compilation_is_collectable() =>
        CompilationLifetime.AssertCollectable(TenModels().WithSource("internal static class Program { }\n"));

    private static GeneratorHarness TenModels() => Enumerable.Range(0, Models)
        .Aggregate(Harness.Project, (harness, i) => harness.WithFile(PathOf(i), Signature(i, "n")));

    private static GeneratorRun First() => TenModels().Run(HarnessChecks.None);

    private static GeneratorHarness WithApproval(GeneratorHarness harness, string symbol) => harness.WithFile(
        ApprovedPath, Signature(3, symbol), ("TypedRtxRole", "Approved"), ("TypedRtxPath", "obj/m3.onnx"));

    private static GeneratorRun Approved(string symbol) => WithApproval(TenModels(), symbol).Run(HarnessChecks.None);

    private static string PathOf(int index) => $"obj/m{index}.onnxsig";

    private static string Signature(int index, string symbol) =>
        Harness.SignatureOf($"input \"x{index}\" float32[{symbol}]", $"output \"y\" float32[{symbol}]");

    private static void AssertOneModified(IReadOnlyList<IncrementalStepRunReason> reasons)
    {
        Assert.Equal(1, reasons.Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.All(
            reasons.Where(reason => reason != IncrementalStepRunReason.Modified),
            reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static void AssertAll(GeneratorRun run, string step, params IncrementalStepRunReason[] allowed)
    {
        // A step without outputs, such as the diagnostics of good models, has nothing to be cached.
        if (run.Result.TrackedSteps.ContainsKey(step))
        {
            Assert.All(run.ReasonsOf(step), reason => Assert.Contains(reason, allowed));
        }
    }
}
