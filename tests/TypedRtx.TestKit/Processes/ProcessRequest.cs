namespace TypedRtx.TestKit;

/// <summary>A program to run.</summary>
/// <param name="FileName">The program, found by the operating system's rules.</param>
/// <param name="Arguments">Its arguments, each passed as it is.</param>
public sealed record ProcessRequest(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>The folder to run in; null for that of the tests.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Environment variables to set; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long the program may run before it is killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}
