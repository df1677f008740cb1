using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace TypedRtx.Cli.Cache;

/// <summary>The arguments of <c>typedrtx cache pack</c>.</summary>
internal sealed class PackSettings : CacheSettings
{
    /// <summary>The file to write.</summary>
    [CommandOption("-o|--output <FILE>")]
    [Description("The file to write. Ship it with the program and name it in CacheOptions.Bundle.")]
    public string Output { get; init; } = "";

    /// <summary>The models to take.</summary>
    [CommandOption("--model <HASH>")]
    [Description("The models to take, by the first digits of what 'cache ls' shows; may be repeated. Default: all.")]
    public string[] Models { get; init; } = [];

    /// <summary>The kinds to take.</summary>
    [CommandOption("--kind <KIND>")]
    [Description("The kinds of entries to take, such as engine or runtime-cache; may be repeated. Default: all.")]
    public string[] Kinds { get; init; } = [];

    /// <inheritdoc />
    public override ValidationResult Validate() =>
        Output.Length == 0 ? ValidationResult.Error("Name the file to write with --output.") : ValidationResult.Success();
}
