using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>A model with a declared profile on ONNX Runtime, which needs none.</summary>
public sealed class ProfileTests : IDisposable
{
    private const string Source = """
        using Microsoft.Extensions.Logging;
        using TypedRtx;

        namespace Generated
        {
            [OptimizationProfile("chat", "rows=1..2..4", "columns=3")]
            sealed partial class Joined;

            public static class Use
            {
                public static string Run(int rows, bool chosen, ILogger logger)
                {
                    using Joined model = Joined.Load(
                        new ModelOptions { Profile = chosen ? Joined.Profiles.Chat : null, Logger = logger });
                    using Joined.Outputs outputs = model.Run(x: new float[rows, 3], y: new float[1, 3]);
                    return outputs.Z.Shape.ToString();
                }
            }
        }
        """;

    private readonly TempFolder _folder = new();
    private readonly ListLogger _logger = new();
    private readonly GeneratedProject _project;

    public ProfileTests() => _project = GeneratedProject.Compile(
        [
            GeneratedModel.Save(_folder, "Joined", new OnnxModelBuilder("joined")
                .Input("x", ElementType.Float32, "rows", "columns")
                .Input("y", ElementType.Float32, 1, "columns")
                .Output("z", ElementType.Float32, "rows + 1", "columns")
                .Node("Concat", ["x", "y"], ["z"], OnnxAttributes.Int("axis", 0))),
        ],
        Source);

    [Fact]
    public void Lengths_inside_run()
    {
        Assert.Empty(_project.Diagnostics);
        Assert.Equal("[5, 3]", Run(4, chosen: true));
        Assert.DoesNotContain(_logger.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public void Lengths_outside_run_with_a_warning()
    {
        Assert.Equal("[6, 3]", Run(5, chosen: false));
        Assert.Contains(
            "Warning Joined: rows = 5, columns = 3 lie outside every optimization profile (chat: rows=1..2..4, columns=3). This backend runs "
            + "them; one that needs profiles would not.",
            _logger.Lines);
    }

    [Fact]
    public void Lengths_outside_the_chosen_profile_are_an_error() =>
        Assert.Throws<TensorShapeException>(() => Run(5, chosen: true));

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    private object? Run(int rows, bool chosen) => _project.Call("Use", "Run", rows, chosen, _logger);
}
