namespace TypedRtx.Backends;

/// <summary>Whether a backend can run a model.</summary>
/// <param name="IsUsable">Whether it can.</param>
/// <param name="Reason">Why, or why not, in a sentence; with every path tried where a library is missing.</param>
/// <param name="MayBeTried">
/// Whether a user who asks for the backend by name gets the attempt all the same, with the reason as a warning: the library is
/// there, and says of itself that it should not.
/// </param>
public sealed record BackendVerdict(bool IsUsable, string Reason, bool MayBeTried = false);
