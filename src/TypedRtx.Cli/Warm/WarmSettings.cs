using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace TypedRtx.Cli.Warm;

/// <summary>The arguments of <c>typedrtx warm</c>.</summary>
internal sealed class WarmSettings : CommandSettings
{
    /// <summary>The model.</summary>
    [CommandArgument(0, "<MODEL>")]
    [Description("The .onnx file.")]
    public string Model { get; init; } = "";

    /// <summary>The lengths to warm.</summary>
    [CommandOption("--dims <LENGTHS>")]
    [Description("Lengths to warm, one of each free symbol: \"batch=1, sequence=128\"; may be repeated. Default: those that earlier starts "
        + "learnt, else the middle of each profile.")]
    public string[] Dims { get; init; } = [];

    /// <summary>The profiles that the program declares.</summary>
    [CommandOption("--profile <PROFILE>")]
    [Description("A profile that the program declares, as in 'build'; may be repeated. What was learnt belongs to the profiles.")]
    public string[] Profiles { get; init; } = [];

    /// <summary>The backend.</summary>
    [CommandOption("--backend <BACKEND>")]
    [Description("auto, cpu, cuda or tensorrt-rtx, as the program asks for. Default: auto.")]
    public string Backend { get; init; } = "auto";

    /// <summary>The folder of the cache.</summary>
    [CommandOption("--cache|--directory <FOLDER>")]
    [Description("The folder of the cache, as in CacheOptions.Directory. Default: the user's own.")]
    public string? Cache { get; init; }

    /// <summary>How many threads a run uses.</summary>
    [CommandOption("--threads <COUNT>")]
    [Description("What the program sets ModelOptions.Threads to. Default: it sets nothing.")]
    public int? Threads { get; init; }

    /// <summary>Where a program lies whose libraries are used.</summary>
    [CommandOption("--program <FOLDER>")]
    [Description("Takes the libraries that a program in this folder takes: what is kept is valid for one build of them.")]
    public string? Program { get; init; }

    /// <summary>Where the backend's library lies.</summary>
    [CommandOption("--library <PATH>")]
    [Description("The library of the backend, or its folder. Default: the usual places; 'typedrtx doctor' lists them.")]
    public string? Library { get; init; }

    /// <inheritdoc />
    public override ValidationResult Validate() =>
        Threads is { } threads && threads < 1
            ? ValidationResult.Error($"--threads: expected a number from 1, found {threads.ToString(CultureInfo.InvariantCulture)}.")
        : Program is not null && Library is not null
            ? ValidationResult.Error("Name a program or --library, not both.")
        : ValidationResult.Success();
}
