namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>Tests that measure the memory of the whole process, to which others would add theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
