using System.ComponentModel;
using Spectre.Console.Cli;

namespace TypedRtx.Cli.Doctor;

/// <summary>The arguments of <c>typedrtx doctor</c>.</summary>
internal sealed class DoctorSettings : CommandSettings
{
    /// <summary>Where a program lies whose libraries count.</summary>
    [CommandOption("--program <FOLDER>")]
    [Description("Looks for libraries where a program in this folder would. Default: the tool's own folder and the system.")]
    public string? Program { get; init; }

    /// <summary>Where TensorRT for RTX lies.</summary>
    [CommandOption("--library <PATH>")]
    [Description("The library of TensorRT for RTX, or its folder.")]
    public string? Library { get; init; }
}
