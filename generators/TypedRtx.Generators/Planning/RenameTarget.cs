using TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.Generators.Planning;

/// <summary>What can be given a name.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Index">Its index in signature or shape plan.</param>
/// <param name="Raw">Its ONNX name.</param>
internal readonly record struct RenameTarget(NameRole Role, int Index, string Raw);
