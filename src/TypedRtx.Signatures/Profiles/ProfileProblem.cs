namespace TypedRtx.Signatures;

/// <summary>Something that is wrong with a profile.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Range">The index of the range that it is about; -1 for the whole profile.</param>
internal sealed record ProfileProblem(ProfileProblemKind Kind, string Message, int Range);
