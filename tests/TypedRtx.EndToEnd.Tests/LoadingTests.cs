using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>The doors by which a class takes its model.</summary>
public sealed class LoadingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly GeneratedProject _project;
    private readonly GeneratedModel _model;

    public LoadingTests()
    {
        _model = GeneratedModel.Save(_folder, "Negative", new OnnxModelBuilder("negative")
            .Input("x", ElementType.Float32, "n")
            .Output("y", ElementType.Float32, "n")
            .Node("Neg", ["x"], ["y"]));
        _project = GeneratedProject.Compile([_model], Loading);
    }

    [Theory]
    [InlineData("Default")]
    [InlineData("Path")]
    [InlineData("Stream")]
    [InlineData("Bytes")]
    public void Model_loads_and_runs(string door) => Assert.Equal(-5f, _project.Call("Loading", door, _model.Path));

    [Fact]
    public void Default_options_leave_the_folder_of_who_runs_the_tests_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the system says where the user's folder is.");
        Assert.StartsWith(
            TempFolder.Prefix, Path.GetFileName(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_loads_in_the_background_and_says_how_far_it_is()
    {
        List<LoadProgress> progress = [];

        float result = await (Task<float>)_project.Call("Loading", "Async", _model.Path, new Recorder(progress))!;

        Assert.Equal(-5f, result);
        Assert.Equal([LoadPhase.Checking, LoadPhase.Preparing, LoadPhase.Opening, LoadPhase.Ready], progress.Select(step => step.Phase).Distinct());
    }

    [Fact]
    public void Signature_is_that_of_the_file() =>
        Assert.Equal(_model.Signature, _project.Call("Loading", "Signature"));

    [Fact]
    public void Model_with_threads_of_its_own_runs() => Assert.Equal(-5f, _project.Call("Loading", "OwnThreads", _model.Path));

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    private sealed class Recorder(List<LoadProgress> steps) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => steps.Add(value);
    }

    private const string Loading = """
        namespace Generated;

        using System;
        using System.IO;
        using System.Threading.Tasks;
        using TypedRtx;
        using TypedRtx.Signatures;

        public static class Loading
        {
            public static float Default(string path) => Run(Negative.Load(new ModelOptions { Backend = Backend.Cpu }));

            public static float Path(string path) => Run(Negative.LoadFrom(path));

            public static float Stream(string path)
            {
                using FileStream stream = File.OpenRead(path);
                return Run(Negative.LoadFrom(stream));
            }

            public static float Bytes(string path) => Run(Negative.LoadFrom(File.ReadAllBytes(path)));

            public static float OwnThreads(string path) => Run(Negative.LoadFrom(path, new ModelOptions { Threads = 2, Spinning = false }));

            public static async Task<float> Async(string path, IProgress<LoadProgress> progress) =>
                Run(await Negative.LoadAsync(progress: progress));

            public static ModelSignature Signature() => Negative.Signature;

            private static float Run(Negative model)
            {
                using (model)
                {
                    using Negative.Outputs outputs = model.Run(new float[] { 5 });
                    return outputs.Y[0];
                }
            }
        }
        """;
}
