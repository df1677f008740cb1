namespace TypedRtx.Signatures;

/// <summary>What can be wrong with a profile.</summary>
internal enum ProfileProblemKind
{
    /// <summary>A text is no range, or no list of profiles.</summary>
    Text,

    /// <summary>The numbers of a range are negative or out of order.</summary>
    Order,

    /// <summary>A name is no free symbol.</summary>
    UnknownSymbol,

    /// <summary>A free symbol has no range.</summary>
    MissingSymbol,

    /// <summary>The range of a symbol is not what follows from the others.</summary>
    Contradiction,

    /// <summary>An axis has no length somewhere in the profile.</summary>
    ImpossibleAxis,

    /// <summary>A symbol or a profile is there twice.</summary>
    Duplicate,
}
