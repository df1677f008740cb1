namespace TypedRtx.Generators;

/// <summary>The names of the pipeline's steps, by which tests ask why a step ran.</summary>
internal static class TrackingNames
{
    /// <summary>An additional file became a signature, or the reason why it is none.</summary>
    public const string ReadSignature = nameof(ReadSignature);

    /// <summary>The item metadata of an additional file.</summary>
    public const string ReadMetadata = nameof(ReadMetadata);

    /// <summary>The project's properties.</summary>
    public const string ReadOptions = nameof(ReadOptions);

    /// <summary>The item metadata of all additional files, by path.</summary>
    public const string CollectMetadata = nameof(CollectMetadata);

    /// <summary>What planning needs of the project and the other models.</summary>
    public const string CollectOptions = nameof(CollectOptions);

    /// <summary>A signature and its metadata together.</summary>
    public const string JoinMetadata = nameof(JoinMetadata);

    /// <summary>Everything that will be written about a model, as data.</summary>
    public const string PlanModel = nameof(PlanModel);

    /// <summary>Which file has which class name.</summary>
    public const string CollectNames = nameof(CollectNames);

    /// <summary>Plans whose class name is their own.</summary>
    public const string ResolveNames = nameof(ResolveNames);

    /// <summary>The profile attributes on one part of a class, and where they stand.</summary>
    public const string ReadAttributes = nameof(ReadAttributes);

    /// <summary>The profile attributes of all classes, and where they stand.</summary>
    public const string CollectAttributes = nameof(CollectAttributes);

    /// <summary>What the profile attributes of all classes say.</summary>
    public const string CollectProfiles = nameof(CollectProfiles);

    /// <summary>A plan and the profile attributes of its class together.</summary>
    public const string JoinProfiles = nameof(JoinProfiles);

    /// <summary>Plans with their optimization profiles.</summary>
    public const string PlanProfiles = nameof(PlanProfiles);

    /// <summary>Which classes are those of models.</summary>
    public const string CollectClasses = nameof(CollectClasses);

    /// <summary>Diagnostics about profiles on other classes.</summary>
    public const string SelectStrays = nameof(SelectStrays);

    /// <summary>The part of a plan that becomes source.</summary>
    public const string SelectSources = nameof(SelectSources);

    /// <summary>The part of a plan that becomes diagnostics.</summary>
    public const string SelectDiagnostics = nameof(SelectDiagnostics);

    /// <summary>What the project wants to hear of differences from approved signatures.</summary>
    public const string PlanDriftSetting = nameof(PlanDriftSetting);

    /// <summary>What all models promise today.</summary>
    public const string CollectModels = nameof(CollectModels);

    /// <summary>What an approved signature and its model do not have in common.</summary>
    public const string CompareApproved = nameof(CompareApproved);

    /// <summary>Diagnostics at the places that they are about.</summary>
    public const string LocateDiagnostics = nameof(LocateDiagnostics);

    /// <summary>Which backends the assembly registers.</summary>
    public const string PlanBackends = nameof(PlanBackends);
}
