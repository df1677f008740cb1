using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Inputs for which the model holds a default: <c>y = x * scale + bias</c>.</summary>
public sealed class OptionalInputTests : IDisposable
{
    private static readonly TestTensor X = TestTensor.Create([1f, 2f, 3f, 4f, 5f, 6f], 2, 3);
    private static readonly TestTensor Scale = TestTensor.Create([10f]);
    private static readonly TestTensor Bias = TestTensor.Create([100f, 200f, 300f], 3);

    private readonly TempFolder _folder = new();
    private readonly GeneratedProject _project;
    private readonly ModelDriver _driver;
    private readonly IDisposable _model;

    public OptionalInputTests()
    {
        GeneratedModel model = GeneratedModel.Save(_folder, "Affine", new OnnxModelBuilder("affine")
            .Input("x", ElementType.Float32, "rows", 3)
            .Input("scale", ElementType.Float32)
            .Input("bias", ElementType.Float32, 3)
            .Output("y", ElementType.Float32, "rows", 3)
            .Initializer("scale", [2f])
            .Initializer("bias", [0.5f, 0.5f, 0.5f], 3)
            .Node("Mul", ["x", "scale"], ["scaled"])
            .Node("Add", ["scaled", "bias"], ["y"]));
        _project = GeneratedProject.Compile([model]);
        _driver = _project.Driver("Affine");
        _model = _driver.Load(model.Path);
    }

    [Fact]
    public async Task Absent_inputs_take_the_models_defaults() =>
        await AssertRuns([2.5f, 4.5f, 6.5f, 8.5f, 10.5f, 12.5f], [X, null, null]);

    [Fact]
    public async Task Present_scalar_replaces_its_default() =>
        await AssertRuns([10.5f, 20.5f, 30.5f, 40.5f, 50.5f, 60.5f], [X, Scale, null]);

    [Fact]
    public async Task Present_tensor_replaces_its_default() =>
        await AssertRuns([102, 204, 306, 108, 210, 312], [X, null, Bias]);

    [Fact]
    public async Task Presence_changes_from_run_to_run()
    {
        await AssertRuns([110, 220, 330, 140, 250, 360], [X, Scale, Bias]);
        await AssertRuns([2.5f, 4.5f, 6.5f, 8.5f, 10.5f, 12.5f], [X, null, null]);
        await AssertRuns([110, 220, 330, 140, 250, 360], [X, Scale, Bias]);
    }

    [Fact]
    public void Binding_keeps_the_defaults() =>
        Assert.Equal([2.5f, 4.5f, 6.5f, 8.5f, 10.5f, 12.5f], _driver.RunBound(_model, [X, null, null])![0]!.ToArray<float>());

    public void Dispose()
    {
        _model.Dispose();
        _project.Dispose();
        _folder.Dispose();
    }

    private async Task AssertRuns(float[] expected, TestTensor?[] inputs)
    {
        Assert.Equal(expected, _driver.Run(_model, inputs)[0]!.ToArray<float>());
        Assert.Equal(expected, (await _driver.RunAsync(_model, inputs))[0]!.ToArray<float>());
    }
}
