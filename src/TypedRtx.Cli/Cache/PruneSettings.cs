using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace TypedRtx.Cli.Cache;

/// <summary>The arguments of <c>typedrtx cache prune</c>.</summary>
internal sealed class PruneSettings : CacheSettings
{
    /// <summary>How much may stay.</summary>
    [CommandOption("--max-size <SIZE>")]
    [Description("Removes what was not used for longest until the rest fits, such as 2GB.")]
    public string? MaxSize { get; init; }

    /// <summary>How old entries may be.</summary>
    [CommandOption("--older-than <DAYS>")]
    [Description("Removes what was not used for so many days.")]
    public double? OlderThan { get; init; }

    /// <summary>Whether nothing stays.</summary>
    [CommandOption("--all")]
    [Description("Removes all entries, and those that were put aside.")]
    public bool All { get; init; }

    /// <summary>The bytes that may stay.</summary>
    /// <exception cref="ToolException">The size is none.</exception>
    public long MaxByteLength => All ? 0
        : MaxSize is null ? long.MaxValue
        : ByteText.TryParse(MaxSize, out long bytes) ? bytes
        : throw new ToolException($"'{MaxSize}' is no size. Write it as 512MB or 2GB.", ExitCodes.Usage);

    /// <inheritdoc />
    public override ValidationResult Validate() => (All, MaxSize, OlderThan) switch
    {
        (false, null, null) => ValidationResult.Error("Say what to remove: --max-size, --older-than or --all."),
        (_, _, { } days) when !(days >= 0 && days < 100_000) => ValidationResult.Error(
            $"--older-than takes a number of days, not {days.ToString(CultureInfo.InvariantCulture)}."),
        _ => ValidationResult.Success(),
    };
}
