using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Deletes the unpacked conformance cases when the last test is done.</summary>
public sealed class SharedFilesCleanup : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => SharedFiles.DeleteExtracted();
}
