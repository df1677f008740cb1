using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>What one start finds out about lengths, the next one knows, on the real backend.</summary>
public sealed class LearningTests : IDisposable
{
    private const string Source = """
        using System;
        using System.Threading.Tasks;
        using TypedRtx;

        namespace Generated
        {
            public static class Use
            {
                public static TypedModel Load(ModelOptions options) => Scale.Load(options);

                public static Task Warm(TypedModel model, int rows) => ((Scale)model).WarmAsync(new Scale.Dims(Rows: rows));

                public static float Run(TypedModel model, int rows)
                {
                    float[,] x = new float[rows, 2];
                    x[rows - 1, 1] = 3;
                    using Scale.Outputs outputs = ((Scale)model).Run(x);
                    return outputs.Y[rows - 1, 1];
                }
            }
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly ListLogger _logger = new();
    private readonly GeneratedProject _project;

    public LearningTests() => _project = GeneratedProject.Compile(
        [
            GeneratedModel.Save(_folder, "Scale", new OnnxModelBuilder("scale")
                .Input("x", ElementType.Float32, "rows", 2)
                .Output("y", ElementType.Float32, "rows", 2)
                .Node("Add", ["x", "x"], ["y"])),
        ],
        Source);

    [Fact]
    public async Task Next_start_knows_what_became_of_lengths()
    {
        DimsSpecialization known;
        using (TypedModel first = Load(CacheMode.ReadWrite))
        {
            await (Task)_project.Call("Use", "Warm", first, 3)!;
            Assert.Equal(6f, _project.Call("Use", "Run", first, 3));
            known = Assert.Single(first.Specializations);
        }

        using TypedModel next = Load(CacheMode.ReadOnly);
        Assert.Equal(6f, _project.Call("Use", "Run", next, 3));
        Assert.True(
            SpinWait.SpinUntil(() => next.Specializations is [{ GeneralTime: not null, State: not SpecializationState.Pending }], Patience),
            string.Join(", ", next.Specializations));
        DimsSpecialization learnt = Assert.Single(next.Specializations);
        Assert.Equal((known.GeneralTime, known.SpecializedTime), (learnt.GeneralTime, learnt.SpecializedTime));
        Assert.True(known.State == SpecializationState.Specialized || learnt.State == SpecializationState.General, learnt.ToString());
        Assert.Equal(6f, _project.Call("Use", "Run", next, 3));
    }

    [Fact]
    public async Task Start_without_a_cache_knows_nothing()
    {
        using (TypedModel first = Load(CacheMode.Off))
        {
            await (Task)_project.Call("Use", "Warm", first, 3)!;
        }

        using TypedModel next = Load(CacheMode.ReadWrite);
        Assert.Equal(6f, _project.Call("Use", "Run", next, 3));
        Assert.Null(Assert.Single(next.Specializations).GeneralTime);
    }

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    private TypedModel Load(CacheMode mode) => (TypedModel)_project.Call(
        "Use",
        "Load",
        new ModelOptions
        {
            Backend = Backend.Cpu,
            Cache = new CacheOptions { Directory = _folder.PathOf("cache"), Mode = mode },
            Logger = _logger,
        })!;
}
