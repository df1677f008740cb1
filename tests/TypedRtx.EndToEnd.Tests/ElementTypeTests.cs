using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Every element type goes in and comes out, as tensor and as scalar.</summary>
public sealed class ElementTypeTests
{
    [Fact]
    public async Task Tensors_of_every_element_type_pass_through_unchanged()
    {
        using TempFolder folder = new();
        List<GeneratedModel> models = [.. ElementCases.Types.Select(type => GeneratedModel.Save(folder, $"Pass{type}", Identity(type, "rows", 3)))];
        using GeneratedProject project = GeneratedProject.Compile(models);
        foreach ((ElementType type, GeneratedModel model) in ElementCases.Types.Zip(models))
        {
            TestTensor tensor = ElementCases.Tensor(type, 2, 3);
            ModelDriver driver = project.Driver(model.ClassName);
            using IDisposable loaded = driver.Load(model.Path);
            AssertSame(tensor, driver.Run(loaded, [tensor]), $"Run of {type}");
            AssertSame(tensor, await driver.RunAsync(loaded, [tensor]), $"RunAsync of {type}");
            AssertSame(tensor, driver.RunBound(loaded, [tensor])!, $"Bind of {type}");
        }
    }

    [Fact]
    public async Task Scalars_of_every_element_type_pass_through_unchanged()
    {
        using TempFolder folder = new();
        List<GeneratedModel> models = [.. ElementCases.Types.Select(type => GeneratedModel.Save(folder, $"Scalar{type}", Identity(type)))];
        using GeneratedProject project = GeneratedProject.Compile(models);
        foreach ((ElementType type, GeneratedModel model) in ElementCases.Types.Zip(models))
        {
            TestTensor tensor = ElementCases.Scalar(type);
            ModelDriver driver = project.Driver(model.ClassName);
            using IDisposable loaded = driver.Load(model.Path);
            AssertSame(tensor, driver.Run(loaded, [tensor]), $"Run of {type}");
            AssertSame(tensor, await driver.RunAsync(loaded, [tensor]), $"RunAsync of {type}");
            AssertSame(tensor, driver.RunBound(loaded, [tensor])!, $"Bind of {type}");
        }
    }

    [Fact]
    public void Strings_are_joined_in_place_and_in_order()
    {
        using TempFolder folder = new();
        GeneratedModel model = GeneratedModel.Save(folder, "Join", new OnnxModelBuilder("join", opset: 20, irVersion: 9)
            .Input("left", ElementType.String, "rows")
            .Input("right", ElementType.String, "rows")
            .Output("joined", ElementType.String, "rows")
            .Node("StringConcat", ["left", "right"], ["joined"]));
        using GeneratedProject project = GeneratedProject.Compile([model]);
        ModelDriver driver = project.Driver("Join");
        using IDisposable loaded = driver.Load(model.Path);

        // Twice, with other lengths: the second run must not see strings of the first.
        Assert.Equal(["one two", "Grüße"], driver.Run(loaded, [Strings("one", "Grü"), Strings(" two", "ße")])[0]!.Strings);
        Assert.Equal(["", "x"], driver.Run(loaded, [Strings("", "x"), Strings("", "")])[0]!.Strings);
        Assert.Equal(["ab"], driver.Run(loaded, [Strings("a"), Strings("b")])[0]!.Strings);
    }

    [Theory]
    [InlineData(ElementType.UInt4)]
    [InlineData(ElementType.Int4)]
    [InlineData(ElementType.UInt2)]
    [InlineData(ElementType.Int2)]
    public async Task Packed_tensors_of_odd_length_pass_through_also_where_they_are_large(ElementType type)
    {
        using TempFolder folder = new();
        GeneratedModel model = GeneratedModel.Save(folder, "Odd", Identity(type, "rows"));
        using GeneratedProject project = GeneratedProject.Compile([model]);
        ModelDriver driver = project.Driver("Odd");
        using IDisposable loaded = driver.Load(model.Path);
        foreach (int length in (int[])[0, 1, 5, 70_001])
        {
            // The bits behind the last element are not its, and come back as zeros.
            byte[] data = new byte[((length * ElementTypes.BitsOf(type)) + 7) / 8];
            new Random(length).NextBytes(data.AsSpan(..Math.Max(0, data.Length - 1)));
            TestTensor tensor = new(type, [length], data);

            AssertSame(tensor, driver.Run(loaded, [tensor]), $"Run of {length}");
            AssertSame(tensor, await driver.RunAsync(loaded, [tensor]), $"RunAsync of {length}");
            AssertSame(tensor, driver.RunBound(loaded, [tensor])!, $"Bind of {length}");
        }
    }

    [Theory]
    [InlineData(ElementType.Complex64, "complex64")]
    [InlineData(ElementType.Complex128, "complex128")]
    [InlineData(ElementType.Float4E2M1, "Cast")]
    public void Types_that_the_backend_does_not_have_are_an_error_that_says_where(ElementType type, string named)
    {
        using TempFolder folder = new();
        GeneratedModel model = GeneratedModel.Save(folder, "Refused", Identity(type, "rows"));
        using GeneratedProject project = GeneratedProject.Compile([model]);

        InferenceException error = Assert.Throws<InferenceException>(() => project.Driver("Refused").Load(model.Path));

        Assert.Contains("Refused.onnx", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_length_axes_pass_through()
    {
        using TempFolder folder = new();
        GeneratedModel model = GeneratedModel.Save(folder, "Empty", Identity(ElementType.Float32, "rows", 3));
        using GeneratedProject project = GeneratedProject.Compile([model]);
        ModelDriver driver = project.Driver("Empty");
        using IDisposable loaded = driver.Load(model.Path);
        TestTensor tensor = TestTensor.Create(Array.Empty<float>(), 0, 3);

        AssertSame(tensor, driver.Run(loaded, [tensor]), "Run");
        AssertSame(tensor, driver.RunBound(loaded, [tensor])!, "Bind");
    }

    private static OnnxModelBuilder Identity(ElementType type, params OnnxDimension[] dimensions)
    {
        OnnxModelBuilder model = new OnnxModelBuilder("identity", opset: 25, irVersion: 12)
            .Input("x", type, dimensions)
            .Output("y", type, dimensions);
        return ElementCases.HasIdentity(type)
            ? model.Node("Identity", ["x"], ["y"])
            : model
                .Node("Cast", ["x"], ["wide"], OnnxAttributes.Int("to", (long)ElementType.Float32))
                .Node("Cast", ["wide"], ["y"], OnnxAttributes.Int("to", (long)type));
    }

    private static TestTensor Strings(params string[] values) => new([values.Length], values);

    private static void AssertSame(TestTensor expected, TestTensor?[] actual, string place)
    {
        Assert.NotNull(actual[0]);
        Assert.Equal(expected.Dimensions, actual[0]!.Dimensions);
        Assert.True(expected.Data.AsSpan().SequenceEqual(actual[0]!.Data), place);
        Assert.Equal(expected.Strings, actual[0]!.Strings);
    }
}
