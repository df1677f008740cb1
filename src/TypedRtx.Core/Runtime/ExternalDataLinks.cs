namespace TypedRtx.Runtime;

/// <summary>Whether files of weights may be links, and how a user says so.</summary>
/// <param name="AreAllowed">Whether they may.</param>
/// <param name="Option">The option, as messages name it.</param>
internal readonly record struct ExternalDataLinks(bool AreAllowed, string Option)
{
    /// <summary>What options of a load say.</summary>
    public static ExternalDataLinks Of(ModelOptions options) => new(
        options.AllowLinkedExternalData, $"{nameof(ModelOptions)}.{nameof(ModelOptions.AllowLinkedExternalData)}");
}
