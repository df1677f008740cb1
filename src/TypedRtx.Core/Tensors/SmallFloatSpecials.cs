namespace TypedRtx;

/// <summary>Which bit patterns of a small float are no finite numbers.</summary>
internal enum SmallFloatSpecials
{
    /// <summary>None: every pattern is a number.</summary>
    None,

    /// <summary>As in IEEE 754: the highest exponent is for infinities and not-a-number.</summary>
    Infinity,

    /// <summary>Exponent and significand all ones are not-a-number ("FN").</summary>
    AllOnes,

    /// <summary>What would be -0 is not-a-number ("FNUZ").</summary>
    NegativeZero,
}
