using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Diagnostics;

/// <summary>
/// Every diagnostic of the generator. 00xx is about the file, 01xx about profiles and state, 02xx about options, 03xx about
/// approved signatures.
/// </summary>
internal static class Descriptors
{
    private const string Category = "TypedRtx";

    public static readonly DiagnosticDescriptor Unreadable = Error(
        "TRTX0001",
        "Model file cannot be read",
        "The model '{0}' cannot be read: {1}");

    public static readonly DiagnosticDescriptor TargetsNotImported = new(
        "TRTX0002",
        "Model is read without the build targets",
        "The model '{0}' is read by the compiler itself, because the build targets of TypedRtx are not imported. "
        + "Edits to it may be noticed late, and it is not copied beside the program. Reference the TypedRtx package in "
        + "this project.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotOnnx = Error(
        "TRTX0003",
        "File is not a valid ONNX model",
        "'{0}' is not a valid ONNX model: {1}");

    public static readonly DiagnosticDescriptor GitLfsPointer = Error(
        "TRTX0004",
        "Model was not downloaded by Git LFS",
        "'{0}' is a Git LFS pointer: {1}");

    public static readonly DiagnosticDescriptor Empty = Error(
        "TRTX0005",
        "Model file is empty",
        "'{0}' is empty: {1}");

    public static readonly DiagnosticDescriptor Truncated = Error(
        "TRTX0006",
        "Model file is cut off",
        "'{0}' is cut off: {1}");

    public static readonly DiagnosticDescriptor LimitExceeded = Error(
        "TRTX0007",
        "Model exceeds a limit",
        "'{0}' exceeds a limit: {1}");

    public static readonly DiagnosticDescriptor ExternalMissing = Warning(
        "TRTX0008",
        "External data of a model is missing",
        "The external data of '{0}' is missing: {1}");

    public static readonly DiagnosticDescriptor ExternalOutside = Error(
        "TRTX0009",
        "External data lies outside the model's folder",
        "The external data of '{0}' lies outside its folder: {1}");

    public static readonly DiagnosticDescriptor NotTyped = Warning(
        "TRTX0010",
        "Value has a type without a C# form yet",
        "{0} {1} of '{2}' has the type {3}, which has no C# form yet; {4}");

    public static readonly DiagnosticDescriptor DuplicateClass = Error(
        "TRTX0011",
        "Two models have the same class name",
        "'{0}' and '{1}' would both become the class {2}; no class is generated for '{0}'. Set the item metadata "
        + "TypedRtxClassName or TypedRtxNamespace on one of them.");

    public static readonly DiagnosticDescriptor ClassRenamed = Info(
        "TRTX0012",
        "Class name was changed",
        "The class of '{0}' is named {2}, because {1} is also the name of a namespace or of a generated member. Set "
        + "the item metadata TypedRtxClassName to choose another.");

    public static readonly DiagnosticDescriptor NamesCollided = Info(
        "TRTX0013",
        "Names were changed to keep them apart",
        "Names of '{0}' would be equal in C# to others or to generated members and carry a role or a suffix: {1}. Set the "
        + "item metadata TypedRtxRename to choose others.");

    public static readonly DiagnosticDescriptor LookAlikeNames = Warning(
        "TRTX0014",
        "Name holds letters that look like others",
        "Names of '{0}' hold Cyrillic or Greek letters that look like Latin ones, so that another name can look "
        + "the same: {1}. Set the item metadata TypedRtxRename to choose other names.");

    public static readonly DiagnosticDescriptor InternalError = Error(
        "TRTX0015",
        "Generator failed",
        "No class is generated for '{0}', because of a mistake in TypedRtx: {1}. Please report it with the "
        + "model's .onnxsig text.");

    public static readonly DiagnosticDescriptor EmbeddedExternal = Error(
        "TRTX0017",
        "Embedded model has external data",
        "'{0}' is to be embedded, but its weights lie in other files. Use TypedRtxDelivery=Copy, or store the weights in "
        + "the model.");

    public static readonly DiagnosticDescriptor ProfileText = Error(
        "TRTX0101",
        "Text of an optimization profile is not valid",
        "{0} of '{1}' cannot be read: {2}");

    public static readonly DiagnosticDescriptor ProfileOrder = Profile("TRTX0102", "Range of an optimization profile is not in order");

    public static readonly DiagnosticDescriptor ProfileSymbol = Profile("TRTX0103", "Optimization profile names no free symbol");

    public static readonly DiagnosticDescriptor ProfileIncomplete = Profile("TRTX0104", "Optimization profile leaves a symbol out");

    public static readonly DiagnosticDescriptor ProfileContradiction = Profile("TRTX0105", "Optimization profile contradicts the model");

    public static readonly DiagnosticDescriptor ProfileImpossible = Profile("TRTX0106", "Axis has no length in an optimization profile");

    public static readonly DiagnosticDescriptor ProfileDuplicate = Profile("TRTX0107", "Optimization profile or its symbol is there twice");

    public static readonly DiagnosticDescriptor ProfileStray = Warning(
        "TRTX0108",
        "Optimization profile is on a class of no model",
        "{0} has optimization profiles, but no model becomes that class. {1}. Move the attribute to your half of a model's "
        + "class, with its name and namespace.");

    public static readonly DiagnosticDescriptor StateFound = Info(
        "TRTX0150",
        "Model keeps state",
        "The model '{0}' keeps state, which NewState threads from step to step: {1}");

    public static readonly DiagnosticDescriptor StateRejected = Info(
        "TRTX0151",
        "Input looks like state and is none",
        "The model '{0}' has an input {1} that looks like state and stays a plain input: {2}");

    public static readonly DiagnosticDescriptor InvalidMetadata = Error(
        "TRTX0201",
        "Item metadata is not valid",
        "The item metadata {1} of '{0}' is '{2}'; {3}");

    public static readonly DiagnosticDescriptor InvalidBackend = Error(
        "TRTX0202",
        "Backend is not a type name",
        "'{0}' in the TypedRtxBackend items is not the full name of a type, such as "
        + "TypedRtx.OnnxRuntime.OnnxRuntimeBackend; it is not registered");

    public static readonly DiagnosticDescriptor InvalidDrift = Error(
        "TRTX0205",
        "TypedRtxDrift is not valid",
        "The property TypedRtxDrift is '{0}'; it must be warning, error or none");

    public static readonly DiagnosticDescriptor Drift = Warning(
        "TRTX0301",
        "Model differs from its approved signature",
        "'{0}' is not what '{1}' approves: {2}. Export the model as it was, or approve it as it is: "
        + "dotnet build -p:TypedRtxApprove=true");

    public static readonly DiagnosticDescriptor ApprovedUnreadable = Warning(
        "TRTX0302",
        "Approved signature cannot be read",
        "'{0}' is not compared with '{1}': {2}. Restore the file, or write it anew: "
        + "dotnet build -p:TypedRtxApprove=true");

    public static readonly DiagnosticDescriptor ApprovedWithoutModel = Warning(
        "TRTX0303",
        "Approved signature has no model",
        "'{0}' approves no model of this project: '{1}' is not there beside it. Bring the model back, or rename the file "
        + "as the model was renamed, or delete it.");

    public static readonly DiagnosticDescriptor ApprovedTwice = Warning(
        "TRTX0304",
        "Model has two approved signatures",
        "'{0}' is approved twice, by '{1}' and by '{2}'; delete one of them");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        Unreadable, TargetsNotImported, NotOnnx, GitLfsPointer, Empty, Truncated, LimitExceeded, ExternalMissing,
        ExternalOutside, NotTyped, DuplicateClass, ClassRenamed, NamesCollided, LookAlikeNames, InternalError,
        EmbeddedExternal, ProfileText, ProfileOrder, ProfileSymbol, ProfileIncomplete, ProfileContradiction, ProfileImpossible,
        ProfileDuplicate, ProfileStray, StateFound, StateRejected, InvalidMetadata, InvalidBackend, InvalidDrift, Drift,
        ApprovedUnreadable, ApprovedWithoutModel, ApprovedTwice,
    ];

    public static DiagnosticDescriptor Of(string id) => All.First(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Profile(string id, string title) => Error(id, title, "{0} of '{1}': {2}");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private static DiagnosticDescriptor Info(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true);
}
