using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>The profiles that the attributes of one class declare.</summary>
/// <param name="ClassName">The full name of the class.</param>
/// <param name="Profiles">The profiles in order.</param>
internal sealed record ClassProfiles(string ClassName, EquatableArray<ProfileDeclaration> Profiles);
