using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Tensors whose names differ in a number alone, through generated classes.</summary>
public sealed class FamilyTests : IDisposable
{
    private const string Use = """
        namespace Generated;

        using System.Numerics.Tensors;
        using TypedRtx;

        public static class Use
        {
            public static string Twice(string path, float[][] states)
            {
                using Layers model = Layers.LoadFrom(path);
                Tensor<float>[] given = [.. System.Linq.Enumerable.Select(states, state => Tensor.Create(state, [1, state.Length]))];
                using Layers.Outputs first = model.Run(given, step: 10);
                using Layers.Outputs second = model.Run(new Layers.Inputs { StateH = first.ToOwned().NextH, Step = 100 });
                string text = "";
                foreach (TensorView<float> state in second.NextH)
                {
                    text += state[0, 0] + " ";
                }

                return text + second.NextH.Count;
            }

            public static void Null(string path)
            {
                using Layers model = Layers.LoadFrom(path);
                model.Run([Tensor.Create(new float[2], [1, 2]), null!, Tensor.Create(new float[2], [1, 2])], step: 1);
            }
        }
        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Lists_of_tensors_pass_through_every_form()
    {
        GeneratedModel generated = GeneratedModel.Save(_folder, "Layers", Model());
        using GeneratedProject project = GeneratedProject.Compile([generated]);
        TestTensor[] inputs = [TestTensor.Create([1f, 2f], 1, 2), TestTensor.Create([3f, 4f], 1, 2), TestTensor.Create([5f, 6f], 1, 2), TestTensor.Create([10f])];
        TestTensor[] expected = [TestTensor.Create([11f, 12f], 1, 2), TestTensor.Create([13f, 14f], 1, 2), TestTensor.Create([15f, 16f], 1, 2)];
        ModelDriver driver = project.Driver("Layers");
        using IDisposable model = driver.Load(generated.Path);

        AssertEqual(expected, driver.Run(model, inputs));
        AssertEqual(expected, await driver.RunAsync(model, inputs));
        AssertEqual(expected, driver.RunBound(model, inputs)!);
    }

    [Fact]
    public void What_a_run_gave_goes_into_the_next() => Assert.Equal("111 113 115 3", Call("Twice", [[1f, 2f], [3f, 4f], [5f, 6f]]));

    [Fact]
    public void Too_few_tensors_are_told_from_all_names()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Call("Twice", [[1f, 2f]]));

        Assert.Equal("Layers: stateH takes 3 tensors, 'state.0.h' to 'state.2.h', found 1. Pass one for each, in that order.", error.Message);
    }

    [Fact]
    public void Missing_tensor_is_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Call("Null", null));

        Assert.Equal("Layers: input 'state.1.h' (stateH[1]) is null. Every tensor of the list is required.", error.Message);
    }

    [Fact]
    public void Contradicting_tensors_are_named()
    {
        TensorShapeException error = Assert.Throws<TensorShapeException>(() => Call("Twice", [[1f, 2f], [3f], [5f, 6f]]));

        Assert.Contains("axis 1 of input 'state.1.h' (stateH[1]) makes 'n' 1", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static OnnxModelBuilder Model()
    {
        OnnxModelBuilder model = new("m", opset: 20, irVersion: 9);
        for (int i = 0; i < 3; i++)
        {
            model = model.Input($"state.{i}.h", ElementType.Float32, "batch", "n");
        }

        model = model.Input("step", ElementType.Float32);
        for (int i = 0; i < 3; i++)
        {
            model = model.Output($"next.{i}.h", ElementType.Float32, "batch", "n").Node("Add", [$"state.{i}.h", "step"], [$"next.{i}.h"]);
        }

        return model;
    }

    private static void AssertEqual(TestTensor[] expected, TestTensor?[] found)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Data, found[i]!.Data);
            Assert.Equal(expected[i].Dimensions, found[i]!.Dimensions);
        }
    }

    private string? Call(string method, float[][]? states)
    {
        GeneratedModel generated = GeneratedModel.Save(_folder, "Layers", Model());
        using GeneratedProject project = GeneratedProject.Compile([generated], Use);
        return (string?)(states is null
            ? project.Call("Use", method, generated.Path)
            : project.Call("Use", method, generated.Path, states));
    }
}
