namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>Whether an argument brings data.</summary>
internal enum SourceCertainty
{
    /// <summary>It may be null.</summary>
    Maybe,

    /// <summary>It surely does.</summary>
    Present,

    /// <summary>It surely does not.</summary>
    Absent,
}
