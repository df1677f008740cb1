using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>What is said of models and requests that give no engine.</summary>
public sealed class BuildErrorTests
{
    private static readonly string[] Untold = ["/_src/", "catchCudaError", "Assertion failed: ("];

    [Fact]
    public void Operator_that_the_parser_does_not_have_is_named_with_its_node()
    {
        EngineBuildException refusal = Refusal(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, 2, 2).Output("y", ElementType.Float32)
            .Node("Neg", ["x"], ["t"]).Node("Det", ["t"], ["y"]));

        EngineBuildProblem problem = Assert.Single(refusal.Problems);
        Assert.Equal(("Det", 1), (problem.Operator, problem.NodeIndex));
        Assert.Contains("Det, node 1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("is not supported", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Backend.Cpu", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NonZero_is_refused_by_name()
    {
        EngineBuildException refusal = Refusal(
            new OnnxModelBuilder().Input("x", ElementType.Float32, "n").Output("y", ElementType.Int64, 1, "k").Node("NonZero", ["x"], ["y"]), "n=1..4");

        Assert.Contains("NonZero", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("is not supported", refusal.Message, StringComparison.Ordinal);
    }

    // The parser takes it, and the builder finds no kernel.
    [Fact]
    public void Operator_without_a_kernel_is_refused_by_the_build_with_the_same_advice()
    {
        EngineBuildException refusal = Refusal(new OnnxModelBuilder()
            .Input("boxes", ElementType.Float32, 1, 8, 4)
            .Input("scores", ElementType.Float32, 1, 1, 8)
            .Initializer("most", new long[] { 3 }, 1)
            .Output("y", ElementType.Int64, "k", 3)
            .Node("NonMaxSuppression", ["boxes", "scores", "most"], ["y"]));

        Assert.Contains("cannot build an engine", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("is not supported", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ElementType.String)]
    [InlineData(ElementType.Float64)]
    [InlineData(ElementType.UInt32)]
    public void Input_of_a_type_that_the_library_lacks_is_named(ElementType type)
    {
        EngineBuildException refusal = Refusal(
            new OnnxModelBuilder().Input("x", type, 4).Output("y", type, 4).Node("Identity", ["x"], ["y"]));

        Assert.Contains($"'x' has elements of type {ElementTypes.NameOf(type)}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_contradict_the_model_are_told_as_such()
    {
        EngineBuildException refusal = Refusal(
            new OnnxModelBuilder()
                .Input("x", ElementType.Float32, "n", 6)
                .Initializer("shape", new long[] { 4, 6 }, 2)
                .Output("y", ElementType.Float32, 4, 6)
                .Node("Reshape", ["x", "shape"], ["y"]),
            "n=1..2..8");

        Assert.Contains("would change volume 12 to 24", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("contradict what the model computes: check the smallest, usual and largest", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_capability_that_the_library_does_not_build_for_is_refused()
    {
        EngineBuildException refusal = RealLibrary.Refusal(
            RealLibrary.Request(BuildModels.Negation(), "n=1..4") with { ComputeCapabilities = [new(8, 9), new(9, 0)] });

        Assert.Contains("compute capability 9.0 is none that TensorRT for RTX", refusal.Message, StringComparison.Ordinal);
    }

    // 1.6.1 builds float32 products for Turing, and 1.7.1 refuses them.
    [Fact]
    public void Float32_product_for_Turing_builds_or_is_refused_by_its_name()
    {
        EngineBuildRequest request = RealLibrary.Request(BuildModels.Product(), "n=1..4") with { ComputeCapabilities = [new(7, 5)] };
        try
        {
            Assert.NotEmpty(RealLibrary.Build(request));
        }
        catch (EngineBuildException refusal)
        {
            Assert.Contains("Turing", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Workspace_that_is_too_small_is_told_as_such()
    {
        EngineBuildException refusal = RealLibrary.Refusal(
            RealLibrary.Request(BuildModels.Product(), "n=1..4") with { WorkspaceLimit = 1 });

        Assert.Contains("Make EngineBuildRequest.WorkspaceLimit larger", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Workspace_below_one_byte_is_an_argument_out_of_range(long limit) => Assert.Throws<ArgumentOutOfRangeException>(
        "WorkspaceLimit",
        () => RealLibrary.Run(RealLibrary.Request(BuildModels.Negation(), "n=1..4") with { WorkspaceLimit = limit }, Stream.Null));

    [Fact]
    public void Threads_below_one_are_an_argument_out_of_range() => Assert.Throws<ArgumentOutOfRangeException>(
        "Threads",
        () => RealLibrary.Run(RealLibrary.Request(BuildModels.Negation(), "n=1..4") with { Threads = 0 }, Stream.Null));

    [Fact]
    public void Input_that_is_an_output_is_refused_with_the_way_out()
    {
        EngineBuildException refusal = Refusal(new OnnxModelBuilder().Input("x", ElementType.Float32, 2).Output("x", ElementType.Float32, 2));

        Assert.Contains("Identity", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Builder_is_usable_after_a_refusal()
    {
        EngineBuilder builder = RealLibrary.Builder;
        CancellationToken token = TestContext.Current.CancellationToken;
        Assert.Throws<EngineBuildException>(() => builder.Build(RealLibrary.Request(BuildModels.Negation()), Stream.Null, null, token));

        Assert.NotEqual(0, builder.Build(RealLibrary.Request(BuildModels.Negation(), "n=1..4"), Stream.Null, null, token).ByteLength);
    }

    private static EngineBuildException Refusal(OnnxModelBuilder model, params string[] ranges)
    {
        EngineBuildException refusal = RealLibrary.Refusal(RealLibrary.Request(model, ranges));
        Assert.DoesNotContain(Untold, text => refusal.Message.Contains(text, StringComparison.Ordinal));
        Assert.Contains("'test.onnx'", refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
