using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Cli.Reading;

/// <summary>What an assembly says of a generated class.</summary>
/// <param name="Name">The class, with its namespace.</param>
/// <param name="Path">Where the program finds the model, relative to its folder.</param>
/// <param name="Delivery">How the model reaches the program.</param>
/// <param name="Symbols">The C# parameter of each free symbol, which profiles may use.</param>
/// <param name="Profiles">The profiles that the class declares.</param>
internal sealed record CompiledModel(
    string Name, string Path, ModelDelivery Delivery, IReadOnlyList<string> Symbols, IReadOnlyList<ProfileDeclaration> Profiles);
