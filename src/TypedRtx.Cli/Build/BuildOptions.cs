namespace TypedRtx.Cli.Build;

/// <summary>What is the same for all engines of one command.</summary>
/// <param name="ComputeCapabilities">The GPUs; empty for all.</param>
/// <param name="WorkspaceLimit">The bound of scratch memory in bytes; null for the library's.</param>
internal sealed record BuildOptions(IReadOnlyList<ComputeCapability> ComputeCapabilities, long? WorkspaceLimit)
{
    /// <exception cref="ToolException">A text is not understood.</exception>
    public static BuildOptions Of(BuildSettings settings) => new(
        [.. settings.ComputeCapabilities.Select(Capability)],
        settings.Workspace is not { } text ? null : ByteText.TryParse(text, out long bytes) ? bytes : throw new ToolException(
            $"--workspace: expected a size such as 512MB or 2GB, found '{text}'.", ExitCodes.Usage));

    private static ComputeCapability Capability(string text) =>
        ComputeCapability.TryParse(text, out ComputeCapability capability) ? capability : throw new ToolException(
            $"--compute-capability: expected a version such as 8.6 or 12.0, found '{text}'.", ExitCodes.Usage);
}
