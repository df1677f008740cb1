using System.ComponentModel;
using Spectre.Console.Cli;

namespace TypedRtx.Cli.Inspect;

/// <summary>The arguments of <c>typedrtx inspect</c>.</summary>
internal sealed class InspectSettings : CommandSettings
{
    /// <summary>The file to look at.</summary>
    [CommandArgument(0, "<FILE>")]
    [Description("An .onnx model, or an engine (.rtxengine).")]
    public string File { get; init; } = "";
}
