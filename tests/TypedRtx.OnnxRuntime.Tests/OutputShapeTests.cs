using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class OutputShapeTests
{
    public static TheoryData<string> Makers => ["NonZero", "Identity", "Constant", "Reshape", "Add", "If", "Lie"];

    [Theory]
    [MemberData(nameof(Makers))]
    public void Output_bound_too_small_is_an_error_that_names_both_shapes(string maker) => Refuses(maker, new TensorShape(2));

    [Theory]
    [MemberData(nameof(Makers))]
    public void Output_bound_too_large_is_an_error_that_names_both_shapes(string maker) => Refuses(maker, new TensorShape(7));

    [Theory]
    [MemberData(nameof(Makers))]
    public void Output_bound_with_another_rank_is_an_error_that_names_both_shapes(string maker) => Refuses(maker, new TensorShape(1, 1, 3));

    [Theory]
    [InlineData("NonZero")]
    [InlineData("Identity")]
    [InlineData("Constant")]
    [InlineData("Reshape")]
    [InlineData("Add")]
    [InlineData("If")]
    public void Output_bound_right_is_written_in_place(string maker)
    {
        using OpenModel model = Make(maker);
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f, 3f], 3));
        TensorShape shape = maker == "NonZero" ? new TensorShape(1, 3) : new TensorShape(3);
        HostMemory memory = HostMemory.Allocate(64);
        memory.Bytes.Fill(255);
        binding.SetOutput(0, memory, shape);
        binding.Run(CancellationToken.None);
        Assert.True(memory.Bytes[..12].ContainsAnyExcept((byte)255));
        Assert.Equal(shape, binding.GetOutputShape(0));
    }

    [Fact]
    public void Model_that_fails_elsewhere_is_an_error_about_that_and_not_about_the_shape()
    {
        using OpenModel model = OpenModel.From(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Input("mask", ElementType.Float32, "total")
            .Output("y", ElementType.Float32, "total")
            .Output("z", ElementType.Float32, "n")
            .Node("Neg", ["x"], ["y"])
            .Node("Add", ["y", "mask"], ["z"]));
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f, 3f], 3));
        Bindings.SetInput(binding, 1, TestTensor.Create([1f, 2f], 2));
        binding.SetOutput(0, HostMemory.Allocate(64), new TensorShape(2));
        binding.SetOutput(1, HostMemory.Allocate(64), new TensorShape(3));

        InferenceException error = Assert.Throws<InferenceException>(() => binding.Run(CancellationToken.None));

        Assert.Contains("operator Add", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pre-allocated", error.Message, StringComparison.Ordinal);
    }

    private static void Refuses(string maker, TensorShape bound)
    {
        using OpenModel model = Make(maker);
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f, 3f], 3));
        HostMemory memory = HostMemory.Allocate(1024);
        binding.SetOutput(0, memory, bound);
        OutputShapeException error = Assert.Throws<OutputShapeException>(() => binding.Run(CancellationToken.None));
        Assert.Contains("'y' has the shape [", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{bound} was bound", error.Message, StringComparison.Ordinal);
        AssertRunsOnceRight(binding, maker);
    }

    // The failed run leaves a binding that works.
    private static void AssertRunsOnceRight(ISessionBinding binding, string maker)
    {
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        Assert.Equal(maker == "NonZero" ? new TensorShape(1, 3) : new TensorShape(3), binding.GetOutputShape(0));
    }

    private static OpenModel Make(string maker)
    {
        OnnxModelBuilder model = new();
        model.Input("x", ElementType.Float32, "n");
        switch (maker)
        {
            case "NonZero":
                model.Output("y", ElementType.Int64, 1, "m").Node("NonZero", ["x"], ["y"]);
                break;
            case "Identity":
                model.Output("y", ElementType.Float32, "n").Node("Identity", ["x"], ["y"]);
                break;
            case "Constant":
                model.Initializer("c", [1f, 2f, 3f], 3).Output("y", ElementType.Float32, "m").Node("Identity", ["c"], ["y"]);
                break;
            case "Reshape":
                model.Initializer("s", [-1L], 1).Output("y", ElementType.Float32, "m").Node("Reshape", ["x", "s"], ["y"]);
                break;
            case "Add":
                model.Output("y", ElementType.Float32, "m").Node("Add", ["x", "x"], ["y"]);
                break;
            case "If":
                GraphProto branch = new() { Name = "b" };
                branch.Node.Add(OnnxNodes.Create("Neg", ["x"], ["b_y"]));
                branch.Output.Add(new ValueInfoProto { Name = "b_y", Type = OnnxTypes.Tensor(ElementType.Float32, "m") });
                model.Output("y", ElementType.Float32, "m").Node("ReduceSum", ["x"], ["sum"], OnnxAttributes.Int("keepdims", 0))
                    .Node("Cast", ["sum"], ["cond"], OnnxAttributes.Int("to", 9))
                    .Node("If", ["cond"], ["y"], OnnxAttributes.Graph("then_branch", branch), OnnxAttributes.Graph("else_branch", branch));
                break;
            default:
                model.Output("y", ElementType.Float32, 7).Node("Neg", ["x"], ["y"]);
                break;
        }

        return OpenModel.From(model);
    }
}
