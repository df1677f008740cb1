using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Emit;
using TypedRtx.Generators.Inputs;
using TypedRtx.Generators.Planning;
using TypedRtx.Generators.Planning.Drift;

namespace TypedRtx.Generators;

/// <summary>Writes a typed class for every ONNX model of a project.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectOptions> options = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => ProjectOptions.Read(provider.GlobalOptions))
            .WithTrackingName(TrackingNames.ReadOptions);

        IncrementalValuesProvider<AdditionalText> files = context.AdditionalTextsProvider
            .Where(static file => ModelFile.IsModel(file.Path));

        IncrementalValuesProvider<FileReading> readings = files
            .Select(static (file, cancellation) => ModelFile.Read(file, cancellation))
            .WithTrackingName(TrackingNames.ReadSignature);

        // By path and not beside the reading: a file written anew with the same text must not look changed.
        IncrementalValueProvider<MetadataTable> metadata = files
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => FileMetadata.Read(pair.Left.Path, pair.Right.GetOptions(pair.Left)))
            .WithTrackingName(TrackingNames.ReadMetadata)
            .Collect()
            .Select(static (all, _) => MetadataTable.From(all))
            .WithTrackingName(TrackingNames.CollectMetadata);

        IncrementalValueProvider<PlanOptions> planOptions = options
            .Combine(metadata)
            .Select(static (pair, _) => PlanOptions.From(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.CollectOptions);

        IncrementalValuesProvider<ModelInput> inputs = readings
            .Combine(metadata)
            .Select(static (pair, _) => ModelInput.Join(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.JoinMetadata);

        IncrementalValuesProvider<ModelInput> models = inputs.Where(static input => !input.Metadata.IsApproved);

        IncrementalValuesProvider<ModelPlan> plans = models
            .Combine(planOptions)
            .Select(static (pair, _) => ModelPlanner.Plan(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.PlanModel);

        IncrementalValueProvider<NameClaims> claims = plans
            .Select(static (plan, _) => NameClaim.From(plan))
            .Collect()
            .Select(static (all, _) => NameClaims.From(all))
            .WithTrackingName(TrackingNames.CollectNames);

        IncrementalValuesProvider<ModelPlan> resolved = plans
            .Combine(claims)
            .Select(static (pair, _) => NameClaims.Resolve(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.ResolveNames);

        IncrementalValueProvider<AttributeTable> attributes = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeReading.MetadataName,
                static (node, _) => AttributeReading.IsCandidate(node),
                static (attribute, _) => AttributeReading.Read(attribute))
            .WithTrackingName(TrackingNames.ReadAttributes)
            .Collect()
            .Select(static (all, _) => AttributeTable.From(all))
            .WithTrackingName(TrackingNames.CollectAttributes);

        // Without places: an edit above an attribute moves it, and must not plan its model anew.
        IncrementalValueProvider<ProfileTable> profiles = attributes
            .Select(static (table, _) => ProfileTable.From(table))
            .WithTrackingName(TrackingNames.CollectProfiles);

        IncrementalValuesProvider<ModelPlan> profiled = resolved
            .Combine(profiles)
            .Select(static (pair, _) => ProfileInput.Join(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.JoinProfiles)
            .Select(static (input, _) => ProfilePlanner.Plan(input))
            .WithTrackingName(TrackingNames.PlanProfiles);

        IncrementalValuesProvider<DiagnosticInfo> strays = resolved
            .Select(static (plan, _) => ModelClasses.NameOf(plan))
            .Collect()
            .Select(static (names, _) => ModelClasses.From(names))
            .WithTrackingName(TrackingNames.CollectClasses)
            .Combine(attributes)
            .SelectMany(static (pair, _) => ModelClasses.Strays(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.SelectStrays);

        IncrementalValuesProvider<ModelSpec> sources = profiled
            .SelectMany(static (plan, _) => plan.Sources)
            .WithTrackingName(TrackingNames.SelectSources);

        IncrementalValuesProvider<DiagnosticInfo> diagnostics = profiled
            .SelectMany(static (plan, _) => plan.Diagnostics)
            .WithTrackingName(TrackingNames.SelectDiagnostics)
            .Combine(attributes)
            .Select(static (pair, _) => AttributeTable.Locate(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.LocateDiagnostics);

        IncrementalValueProvider<DriftSetting> driftSetting = options
            .Select(static (project, _) => DriftSetting.From(project))
            .WithTrackingName(TrackingNames.PlanDriftSetting);

        IncrementalValueProvider<CurrentModels> currentModels = models
            .Select(static (input, _) => CurrentModel.From(input))
            .Collect()
            .Select(static (all, _) => CurrentModels.From(all))
            .WithTrackingName(TrackingNames.CollectModels);

        IncrementalValuesProvider<DiagnosticInfo> drift = inputs
            .Where(static input => input.Metadata.IsApproved)
            .Combine(currentModels)
            .Combine(metadata)
            .Combine(driftSetting)
            .SelectMany(static (all, _) =>
                DriftPlanner.Plan(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.CompareApproved);

        IncrementalValueProvider<BackendsSpec> backends = options
            .Select(static (project, _) => BackendsPlanner.Plan(project))
            .WithTrackingName(TrackingNames.PlanBackends);

        context.RegisterSourceOutput(sources, static (output, spec) => SourceOutput.AddModel(output, spec));
        context.RegisterSourceOutput(diagnostics, static (output, info) => SourceOutput.Report(output, info));
        context.RegisterSourceOutput(drift, static (output, info) => SourceOutput.Report(output, info));
        context.RegisterSourceOutput(
            driftSetting.SelectMany(static (setting, _) => setting.Diagnostics),
            static (output, info) => SourceOutput.Report(output, info));
        context.RegisterSourceOutput(strays, static (output, info) => SourceOutput.Report(output, info));
        context.RegisterSourceOutput(backends, static (output, spec) => SourceOutput.AddBackends(output, spec));
    }
}
