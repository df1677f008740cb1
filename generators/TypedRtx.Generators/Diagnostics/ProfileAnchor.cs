namespace TypedRtx.Generators.Diagnostics;

/// <summary>
/// Which attribute in a user's source a diagnostic is about. Where that stands is looked up last, so that an edit which moves it
/// plans nothing anew.
/// </summary>
/// <param name="ClassName">The full name of the class.</param>
/// <param name="Attribute">The index of the attribute on that class.</param>
/// <param name="Range">The index of the range; -1 for the whole attribute.</param>
internal sealed record ProfileAnchor(string ClassName, int Attribute, int Range);
