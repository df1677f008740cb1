using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Cli.Build;

/// <summary>Builds an engine into a file that is there whole or not at all.</summary>
internal static class EngineOutput
{
    /// <exception cref="TypedRtxException">The engine cannot be built.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static EngineBuildResult Build(
        EngineBuilder builder, EngineJob job, BuildOptions options, IProgress<EngineBuildProgress> progress, CancellationToken cancellationToken)
    {
        EngineBuildRequest request = new(ModelSource.FromFile(job.Model.Path))
        {
            Profiles = job.Profiles,
            ComputeCapabilities = options.ComputeCapabilities,
            WorkspaceLimit = options.WorkspaceLimit,
        };
        Directory.CreateDirectory(Path.GetDirectoryName(job.Output)!);
        string temporary = $"{job.Output}.{Path.GetRandomFileName()}.tmp";
        try
        {
            EngineBuildResult result;
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                result = builder.Build(request, file, progress, cancellationToken);
            }

            File.Move(temporary, job.Output, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
