using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Sequences, maps and optionals through generated classes, written as a user would.</summary>
public sealed class ValueTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Classifier_with_string_labels_gives_labels_and_probabilities()
    {
        GeneratedModel model = Classifier("Iris", OnnxAttributes.Strings("classlabels_strings", "setosa", "versicolor"));
        using GeneratedProject project = GeneratedProject.Compile([model], """
            namespace Generated;

            public static class Use
            {
                public static string Run()
                {
                    using var iris = Iris.Load();
                    using var result = iris.Run(floatInput: new float[,] { { 2, 0 }, { 0, 3 } });
                    System.Collections.Generic.IReadOnlyDictionary<string, float> first = result.OutputProbability[0];
                    return $"{result.OutputLabel[0]} {result.OutputLabel[1]} {result.OutputProbability.Count} {first["setosa"] > first["versicolor"]} {first["setosa"] + first["versicolor"]:0.00}";
                }

                public static async System.Threading.Tasks.Task<string> RunAsync()
                {
                    using var iris = Iris.Load();
                    var result = await iris.RunAsync(floatInput: new float[] { 2, 0 }, n: 1);
                    return $"{result.OutputLabel[0]} {string.Join(' ', result.OutputProbability[0].Keys)}";
                }

                public static string Bind()
                {
                    using var iris = Iris.Load();
                    using var binding = iris.Bind(n: 1);
                    string text = "";
                    for (int i = 0; i < 2; i++)
                    {
                        binding.FloatInput[i] = 3;
                        binding.FloatInput[1 - i] = 0;
                        binding.Run();
                        text += $"{binding.OutputLabel[0]} {binding.OutputProbability[0][binding.OutputLabel[0]] > 0.5f} ";
                    }

                    return text;
                }
            }
            """);
        Assert.Empty(project.Diagnostics);
        Assert.Equal("setosa versicolor 2 True 1.00", project.Call("Use", "Run"));
        Assert.Equal("setosa setosa versicolor", await (Task<string>)project.Call("Use", "RunAsync")!);
        Assert.Equal("setosa True versicolor True ", project.Call("Use", "Bind"));
    }

    [Fact]
    public void Classifier_with_number_labels_gives_labels_and_probabilities()
    {
        GeneratedModel model = Classifier("Digits", OnnxAttributes.Ints("classlabels_ints", 7, 9));
        using GeneratedProject project = GeneratedProject.Compile([model], """
            namespace Generated;

            public static class Use
            {
                public static string Run()
                {
                    using var digits = Digits.Load();
                    using var result = digits.Run(floatInput: new float[,] { { 0, 4 } });
                    var kept = result.ToOwned();
                    return $"{result.OutputLabel[0]} {kept.OutputProbability[0][9] > kept.OutputProbability[0][7]}";
                }
            }
            """);
        Assert.Equal("9 True", project.Call("Use", "Run"));
    }

    [Fact]
    public void Map_with_text_goes_in()
    {
        GeneratedModel model = GeneratedModel.Save(_folder, "Vectorizer", new OnnxModelBuilder()
            .Opset("ai.onnx.ml", 1)
            .Input("words", OnnxTypes.Map(ElementType.String, OnnxTypes.Tensor(ElementType.Int64)))
            .Output("counts", ElementType.Int64, 1, 3)
            .Node("ai.onnx.ml::DictVectorizer", ["words"], ["counts"], OnnxAttributes.Strings("string_vocabulary", "a", "b", "c")));
        using GeneratedProject project = GeneratedProject.Compile([model], """
            namespace Generated;

            public static class Use
            {
                public static string Run()
                {
                    using var vectorizer = Vectorizer.Load();
                    using var result = vectorizer.Run(new System.Collections.Generic.Dictionary<string, long> { ["c"] = 3, ["a"] = 1 });
                    return $"{result.Counts[0, 0]} {result.Counts[0, 1]} {result.Counts[0, 2]}";
                }
            }
            """);
        Assert.Equal("1 0 3", project.Call("Use", "Run"));
    }

    [Fact]
    public void Sequence_goes_in_and_out_beside_a_tensor()
    {
        TypeProto items = OnnxTypes.Sequence(OnnxTypes.TensorOfUnknownRank(ElementType.Float32));
        GeneratedModel model = GeneratedModel.Save(_folder, "Appender", new OnnxModelBuilder(opset: 16, irVersion: 8)
            .Input("items", items)
            .Input("x", ElementType.Float32, "n")
            .Output("more", items)
            .Node("SequenceInsert", ["items", "x"], ["more"]));
        using GeneratedProject project = GeneratedProject.Compile([model], """
            namespace Generated;

            using System.Collections.Generic;
            using System.Linq;
            using System.Numerics.Tensors;

            public static class Use
            {
                public static string Run()
                {
                    using var appender = Appender.Load();
                    List<Tensor<float>> items = [];
                    string text = "";
                    for (int i = 0; i < 3; i++)
                    {
                        using var result = appender.Run(items, x: new float[i + 1]);
                        items = [.. result.More];
                        text += string.Join(',', result.More.Select(item => item.FlattenedLength)) + " ";
                    }

                    using var binding = appender.Bind(n: 1);
                    binding.Items = items;
                    binding.X[0] = 5;
                    binding.Run();
                    return text + binding.More.Count + " " + binding.More[3][0];
                }
            }
            """);
        Assert.Equal("1 1,2 1,2,3 4 5", project.Call("Use", "Run"));
    }

    [Fact]
    public void Optional_is_null_or_there_by_turns()
    {
        TypeProto maybe = OnnxTypes.Optional(OnnxTypes.Tensor(ElementType.Float32, "n"));
        GeneratedModel model = GeneratedModel.Save(_folder, "Maybe", new OnnxModelBuilder(opset: 18, irVersion: 8)
            .Input("hint", maybe)
            .Input("x", ElementType.Float32, "n")
            .Output("same", maybe)
            .Output("has", ElementType.Bool)
            .Output("y", ElementType.Float32, "n")
            .Node("Identity", ["hint"], ["same"])
            .Node("OptionalHasElement", ["hint"], ["has"])
            .Node("Neg", ["x"], ["y"]));
        using GeneratedProject project = GeneratedProject.Compile([model], """
            namespace Generated;

            using System.Numerics.Tensors;

            public static class Use
            {
                public static string Run()
                {
                    using var model = Maybe.Load();
                    string text = "";
                    for (int i = 0; i < 4; i++)
                    {
                        Tensor<float>? hint = i % 2 == 0 ? null : Tensor.Create(new float[] { i }, [1]);
                        using var result = model.Run(x: new float[] { i }, hint: hint);
                        text += $"{result.Has} {result.Same?[0]} {result.Y[0]}; ";
                    }

                    return text;
                }
            }
            """);
        Assert.Equal("False  -0; True 1 -1; False  -2; True 3 -3; ", project.Call("Use", "Run"));
    }

    public void Dispose() => _folder.Dispose();

    // What sklearn's converter makes of a linear classifier.
    private GeneratedModel Classifier(string name, AttributeProto labels)
    {
        bool areStrings = labels.Strings.Count > 0;
        ElementType label = areStrings ? ElementType.String : ElementType.Int64;
        AttributeProto zipLabels = labels.Clone();
        zipLabels.Name = areStrings ? "classlabels_strings" : "classlabels_int64s";
        return GeneratedModel.Save(_folder, name, new OnnxModelBuilder()
            .Opset("ai.onnx.ml", 1)
            .Input("float_input", ElementType.Float32, "N", 2)
            .Output("output_label", label, "N")
            .Output("output_probability", OnnxTypes.Sequence(OnnxTypes.Map(label, OnnxTypes.TensorOfUnknownRank(ElementType.Float32))))
            .Node(
                "ai.onnx.ml::LinearClassifier",
                ["float_input"],
                ["output_label", "scores"],
                labels,
                OnnxAttributes.Floats("coefficients", 1, 0, 0, 1),
                OnnxAttributes.Floats("intercepts", 0, 0),
                OnnxAttributes.String("post_transform", "SOFTMAX"))
            .Node("ai.onnx.ml::ZipMap", ["scores"], ["output_probability"], zipLabels));
    }
}
