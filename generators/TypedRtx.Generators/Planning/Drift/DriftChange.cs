namespace TypedRtx.Generators.Planning.Drift;

/// <summary>One difference of a model from its approved signature.</summary>
/// <param name="Line">The line of the approved signature, from 0; for what is new, the line that it would come after.</param>
/// <param name="Text">What differs.</param>
internal readonly record struct DriftChange(int Line, string Text);
