using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace TypedRtx.Cli.Build;

/// <summary>The arguments of <c>typedrtx build</c>.</summary>
internal sealed class BuildSettings : CommandSettings
{
    /// <summary>The model.</summary>
    [CommandArgument(0, "[MODEL]")]
    [Description("The .onnx file. Instead: --from.")]
    public string? Model { get; init; }

    /// <summary>The profiles of the model.</summary>
    [CommandOption("--profile <PROFILE>")]
    [Description("The lengths to build for: \"chat: batch=1..1..4, sequence=1..64..512\" (min..opt..max, min..max or one number); may be repeated.")]
    public string[] Profiles { get; init; } = [];

    /// <summary>Where the engine is written.</summary>
    [CommandOption("-o|--output <FILE>")]
    [Description("The engine. Default: beside the model, with the ending .rtxengine, where programs look for it.")]
    public string? Output { get; init; }

    /// <summary>Assemblies with generated classes.</summary>
    [CommandOption("--from <ASSEMBLY>")]
    [Description("Builds an engine for each model of a compiled program, for the profiles that its classes declare; may be repeated. "
        + "@FILE is a list of assemblies, one a line, of which those without models are passed over.")]
    public string[] From { get; init; } = [];

    /// <summary>Where the engines of a program are written.</summary>
    [CommandOption("--output-dir <FOLDER>")]
    [Description("With --from: where engines are written, under the models' own paths. Default: beside the models.")]
    public string? OutputFolder { get; init; }

    /// <summary>Models of a program to leave out.</summary>
    [CommandOption("--skip <PATH>")]
    [Description("With --from: a model to leave out, by its path in the program's folder; may be repeated.")]
    public string[] Skip { get; init; } = [];

    /// <summary>Whether to say only what would be built.</summary>
    [CommandOption("--list")]
    [Description("Says what would be built, and of what, and builds nothing. Needs no library.")]
    public bool List { get; init; }

    /// <summary>Whether engines that are up to date stay.</summary>
    [CommandOption("--skip-unchanged")]
    [Description("Leaves engines alone that were built of the same model, profiles and options with the same library.")]
    public bool SkipUnchanged { get; init; }

    /// <summary>The GPUs to build for.</summary>
    [CommandOption("--compute-capability <VERSION>")]
    [Description("The GPUs to build for, such as 8.6; may be repeated. Default: one engine for all that the library supports.")]
    public string[] ComputeCapabilities { get; init; } = [];

    /// <summary>The bound of scratch memory.</summary>
    [CommandOption("--workspace <SIZE>")]
    [Description("How much scratch memory a layer may use on the GPU, such as 2GB. Default: the library's own bound.")]
    public string? Workspace { get; init; }

    /// <summary>Where the library is.</summary>
    [CommandOption("--library <PATH>")]
    [Description("The library of TensorRT for RTX, or its folder. Default: the usual places; 'typedrtx doctor' lists them.")]
    public string? Library { get; init; }

    /// <summary>Where the paths of all engines are written, for MSBuild.</summary>
    [CommandOption("--engine-list <FILE>", IsHidden = true)]
    public string? EngineList { get; init; }

    /// <summary>Whether messages are in the form that MSBuild reads.</summary>
    [CommandOption("--msbuild", IsHidden = true)]
    public bool ForMSBuild { get; init; }

    /// <inheritdoc />
    public override ValidationResult Validate() => (Model, From.Length) switch
    {
        (null, 0) => ValidationResult.Error("Name a model, or a program with --from."),
        (not null, > 0) => ValidationResult.Error("Name a model or --from, not both."),
        (null, _) when Output is not null || Profiles.Length > 0 => ValidationResult.Error(
            "--profile and --output belong to a model. With --from, profiles are those of the program; see --output-dir."),
        (not null, _) when OutputFolder is not null || Skip.Length > 0 => ValidationResult.Error(
            "--output-dir and --skip belong to --from; see --output."),
        _ => ValidationResult.Success(),
    };
}
