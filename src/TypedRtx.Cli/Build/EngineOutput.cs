using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Cli.Build;

/// <summary>Builds the engine of a job, or leaves it alone.</summary>
internal static class EngineOutput
{
    /// <summary>Whether the file holds the engine that would be built now.</summary>
    /// <exception cref="TypedRtxException">The model cannot be read.</exception>
    public static bool IsCurrent(EngineBuilder builder, EngineJob job, BuildOptions options, CancellationToken cancellationToken) =>
        builder.IsCurrent(RequestOf(job, options), job.Output, cancellationToken);

    /// <exception cref="TypedRtxException">The engine cannot be built.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static EngineBuildResult Build(
        EngineBuilder builder, EngineJob job, BuildOptions options, IProgress<EngineBuildProgress> progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(job.Output)!);
        return builder.BuildFile(RequestOf(job, options), job.Output, progress, cancellationToken);
    }

    private static EngineBuildRequest RequestOf(EngineJob job, BuildOptions options) => new(ModelSource.FromFile(job.Model.Path))
    {
        Profiles = job.Profiles,
        ComputeCapabilities = options.ComputeCapabilities,
        WorkspaceLimit = options.WorkspaceLimit,
    };
}
