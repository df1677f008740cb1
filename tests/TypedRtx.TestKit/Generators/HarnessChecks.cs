namespace TypedRtx.TestKit;

/// <summary>What the harness asserts of every run.</summary>
[Flags]
public enum HarnessChecks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The compilation with the generated sources has no warning and no error.</summary>
    Compiles = 1,

    /// <summary>A second run on a clone of the compilation finds every step cached.</summary>
    Caches = 2,

    /// <summary>No value of a tracked step reaches a Roslyn object.</summary>
    HoldsNoRoslynObjects = 4,

    /// <summary>The generator threw no exception, which Roslyn reports as a warning of the driver.</summary>
    DoesNotThrow = 8,

    /// <summary>A run on equal copies of all inputs gives equal values, so that the outputs stay cached.</summary>
    ComparesByValue = 16,

    /// <summary>All of them.</summary>
    All = Compiles | Caches | HoldsNoRoslynObjects | DoesNotThrow | ComparesByValue,
}
