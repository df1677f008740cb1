using TypedRtx.Caching;
using TypedRtx.Cuda;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;
using TypedRtx.TensorRtRtx.Interop;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>Engines that were built before: in the cache, named in the options, and beside the model.</summary>
[Collection(RtxProject.Name)]
public sealed class EngineTests(RtxProject project) : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Engine_in_the_cache_is_not_built_again()
    {
        using DoubleMachine machine = new();
        AssertRuns(machine.Named);
        long builds = machine.Builds;

        AssertRuns(machine.Named);

        Assert.Equal(builds, machine.Builds);
        Assert.Contains(machine.Logged("Information"), line => line.Contains("taken from the cache", StringComparison.Ordinal));
    }

    [Fact]
    public void Engine_of_another_version_in_the_cache_is_built_anew()
    {
        string cache = _folder.PathOf("cache");
        using DoubleMachine older = Machine(10600, cache);
        AssertRuns(older.Named);
        using DoubleMachine machine = new(cache: cache);

        AssertRuns(machine.Named);

        Assert.Equal(2, machine.Builds);
        Assert.Contains(machine.Logged("Information"), line => line.Contains("built for TensorRT for RTX 1.6.1.120", StringComparison.Ordinal));
    }

    [Fact]
    public void Engine_that_the_options_name_is_used_and_nothing_is_built()
    {
        string path = Ship(10601);
        using DoubleMachine machine = new();

        AssertRuns(machine.Named with { EnginePath = path });

        Assert.Equal(1, machine.Builds);
        Assert.Contains(machine.Logged("Information"), line => line.Contains($"engine taken from '{path}'", StringComparison.Ordinal));
    }

    [Fact]
    public void Engine_of_another_version_that_the_options_name_is_built_anew_with_a_warning()
    {
        string path = Ship(10600);
        using DoubleMachine machine = new();

        AssertRuns(machine.Named with { EnginePath = path });

        Assert.Equal(2, machine.Builds);
        string warning = Assert.Single(machine.Logged("Warning"));
        Assert.Contains($"the engine '{path}' is not used", warning, StringComparison.Ordinal);
        Assert.Contains("it has 'part library=1.6.0.120', and 'part library=1.6.1.120' is needed", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_engine_that_the_options_name_is_built_anew_with_a_warning()
    {
        string path = Ship(10601);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^9] ^= 1;
        File.WriteAllBytes(path, bytes);
        using DoubleMachine machine = new();

        AssertRuns(machine.Named with { EnginePath = path });

        Assert.Equal(2, machine.Builds);
        Assert.Contains("checksum", Assert.Single(machine.Logged("Warning")), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_engine_that_the_options_name_is_told()
    {
        using DoubleMachine machine = new();

        AssertRuns(machine.Named with { EnginePath = _folder.PathOf("none.rtxengine") });

        Assert.Contains("there is no such file", Assert.Single(machine.Logged("Warning")), StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_beside_the_model_is_used_and_nothing_is_built()
    {
        using DoubleMachine machine = new();
        WithEngineBesideModel(10601, () => AssertRuns(machine.Named));

        Assert.Equal(1, machine.Builds);
        Assert.Empty(machine.Logged("Warning"));
    }

    [Fact]
    public void Engine_of_another_version_beside_the_model_is_built_anew_with_a_warning()
    {
        using DoubleMachine machine = new();
        WithEngineBesideModel(10600, () => AssertRuns(machine.Named));

        Assert.Equal(2, machine.Builds);
        Assert.Contains("library=1.6.0.120", Assert.Single(machine.Logged("Warning")), StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_for_other_GPUs_is_built_anew_with_a_warning()
    {
        using RtxDouble builder = RtxDouble.Create();
        using DoubleMachine machine = new();
        string path = _folder.PathOf("other.rtxengine");
        ModelSource model = ModelSource.FromFile(project.ModelOf("Fixed"));
        EngineBuildRequest request = new(model) { ComputeCapabilities = [new ComputeCapability(8, 9)] };
        CacheKey key = EngineKeys.Of(ModelIdentity.Of(model).Hash(TestContext.Current.CancellationToken), new RtxVersion(10601, 120), request);
        EngineFile.Write(path, key, output => EngineBuilder.Load(builder.Folder).Build(request, output, null, CancellationToken.None));

        AssertRuns(machine.Named with { EnginePath = path });

        Assert.Contains("it does not run on", Assert.Single(machine.Logged("Warning")), StringComparison.Ordinal);
        Assert.Contains(machine.Logged("Information"), line => line.Contains("built for TensorRT for RTX", StringComparison.Ordinal));
        machine.Double.AssertClean();
    }

    public void Dispose() => _folder.Dispose();

    private static DoubleMachine Machine(int version, string? cache = null)
    {
        DoubleMachine machine = new(cache: cache);
        machine.Double.Set("version", version);
        return machine;
    }

    // An engine file is an entry of a cache.
    private string Ship(int version)
    {
        using DoubleMachine builder = Machine(version);
        AssertRuns(builder.Named);
        string path = _folder.PathOf("shipped.rtxengine");
        File.Copy(builder.CachedEngine(), path);
        return path;
    }

    private void WithEngineBesideModel(int version, Action action)
    {
        string path = project.EngineBeside("Fixed");
        File.Copy(Ship(version), path);
        try
        {
            action();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void AssertRuns(ModelOptions options)
    {
        using TypedModel model = project.Open("Fixed", options);

        Assert.Equal([-1f, -2f, -3f], project.Run("Fixed", model));
        Assert.Equal("TensorRT for RTX", model.BackendName);
    }
}
