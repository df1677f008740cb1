using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Analyzers;

/// <summary>Every diagnostic about code that calls a model. 10xx, because the generator's own are below.</summary>
internal static class CallDescriptors
{
    private const string Category = "TypedRtx";

    public static readonly DiagnosticDescriptor OutsideProfiles = Warning(
        "TRTX1001",
        "Dimensions lie outside every optimization profile",
        "{0}: {1}. Widen a profile or add one.");

    public static readonly DiagnosticDescriptor Contradiction = Warning(
        "TRTX1002",
        "Lengths do not fit the model",
        "{0}: {1}. The call throws TensorShapeException.");

    public static readonly DiagnosticDescriptor OpenSymbols = Warning(
        "TRTX1003",
        "Flat data leaves symbols open",
        "{0}: {1}. Pass {2} by name, or give a tensor that carries its shape.");

    public static readonly DiagnosticDescriptor Positional = new(
        "TRTX1004",
        "Inputs of one type are passed by position",
        "{0}: the inputs {1} have one type and are told apart by their order alone. Name the arguments.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Swapped = Warning(
        "TRTX1005",
        "Inputs look swapped",
        "{0}: {1}. Swap the arguments, or name them if the order is meant.");

    public static readonly DiagnosticDescriptor NotDisposed = Warning(
        "TRTX1006",
        "Result, binding or model is never disposed",
        "{0}. Declare it with using, or dispose it.");

    public static readonly DiagnosticDescriptor UsedAfterDispose = Warning(
        "TRTX1007",
        "Used after Dispose",
        "'{0}' is used here, but it was disposed in line {1}; {2}. Move the use before Dispose.");

    public static readonly DiagnosticDescriptor LoadedInLoop = Warning(
        "TRTX1008",
        "Model is loaded again and again",
        "{0} is loaded anew for every {1}, and always in the same way. Load it once before, and run it as often as needed.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        OutsideProfiles, Contradiction, OpenSymbols, Positional, Swapped, NotDisposed, UsedAfterDispose, LoadedInLoop,
    ];

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
