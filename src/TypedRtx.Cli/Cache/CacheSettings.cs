using System.ComponentModel;
using Spectre.Console.Cli;

namespace TypedRtx.Cli.Cache;

/// <summary>What all commands of <c>typedrtx cache</c> take.</summary>
internal class CacheSettings : CommandSettings
{
    /// <summary>The folder of the cache.</summary>
    [CommandOption("--directory <FOLDER>")]
    [Description("The folder of the cache, as in CacheOptions.Directory. Default: the user's own.")]
    public string? Folder { get; init; }
}
