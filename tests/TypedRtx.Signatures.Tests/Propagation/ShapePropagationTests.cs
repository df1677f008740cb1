using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation;

public sealed class ShapePropagationTests
{
    [Fact]
    public void Fresh_name_of_a_length_that_grows_is_a_sum()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("ids", ElementType.Int64, "batch", "seq")
            .Input("mask", ElementType.Int64, "batch", "total")
            .Input("past", ElementType.Float32, "batch", 2, "past", 8)
            .Initializer("table", new float[100 * 16], 100, 16)
            .Node("Gather", ["table", "ids"], ["e"])
            .Initializer("heads", [0L, 0, 2, 8], 4)
            .Node("Reshape", ["e", "heads"], ["h"])
            .Node("Transpose", ["h"], ["k"], OnnxAttributes.Ints("perm", 0, 2, 1, 3))
            .Node("Concat", ["past", "k"], ["present"], OnnxAttributes.Int("axis", 2))
            .Output("present", ElementType.Float32, "batch", 2, "total", 8));

        Assert.Equal("relation total = past + seq", signature.ToString().Split('\n')[^2]);
        Assert.Equal(["batch", "seq", "past"], ShapePlan.From(signature).Symbols.Select(symbol => symbol.Name));
    }

    [Fact]
    public void What_is_learnt_makes_other_lengths_equal()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("l", ElementType.Float32, "m", "k")
            .Input("r", ElementType.Float32, "j", "n")
            .Input("a", ElementType.Float32, "k")
            .Input("b", ElementType.Float32, "j")
            .Node("MatMul", ["l", "r"], ["y"])
            .Node("Add", ["a", "b"], ["z"])
            .Output("y", ElementType.Float32, "m", "n")
            .Output("z", ElementType.Float32, "fresh"));

        Assert.Equal(["fresh = k", "j = k"], signature.Relations.Select(relation => $"{relation.Symbol} = {relation.Value}"));
        Assert.Empty(signature.Inferred);
    }

    [Fact]
    public void Statement_that_the_nodes_contradict_is_overridden_and_kept()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Node("Concat", ["x", "x"], ["y"], OnnxAttributes.Int("axis", 0))
            .Output("y", ElementType.Float32, "n"));

        Assert.Equal("float32[n]", signature.Outputs[0].Type.ToString());
        Assert.Empty(signature.Relations);
        Assert.Equal("2*n", signature.Inferred.Single().Shape.Single().ToString());
        Assert.Equal(10, ShapePlan.From(signature).Outputs[0]!.Dimensions[0].Evaluate([5]));
    }

    [Fact]
    public void Symbol_that_comes_out_as_two_lengths_teaches_nothing()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Node("Identity", ["x"], ["y"])
            .Node("Concat", ["x", "x"], ["z"], OnnxAttributes.Int("axis", 0))
            .Output("y", ElementType.Float32, "out")
            .Output("z", ElementType.Float32, "out"));

        Assert.Empty(signature.Relations);
        Assert.Equal(["n", "2*n"], signature.Inferred.Select(shape => shape.Shape[0].ToString()));
    }

    [Fact]
    public void Input_that_comes_out_as_a_number_stays_free()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "batch", 3)
            .Initializer("one", [1L], 1)
            .Node("ReduceSum", ["x", "one"], ["s"])
            .Node("ReduceSum", ["s"], ["y"], OnnxAttributes.Int("keepdims", 1))
            .Output("y", ElementType.Float32, "batch", 1));

        Assert.Empty(signature.Relations);
        Assert.Equal("1", signature.Inferred.Single().Shape[0].ToString());
    }

    [Fact]
    public void Outputs_with_their_axes_mixed_up_do_not_make_inputs_equal()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "batch", "seq")
            .Node("Transpose", ["x"], ["y"])
            .Output("y", ElementType.Float32, "batch", "seq"));

        Assert.Empty(signature.Relations);
        Assert.Equal("inferred \"y\" [seq, batch]", signature.ToString().Split('\n')[^2]);
    }

    [Fact]
    public void Node_that_no_output_needs_demands_nothing()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("l", ElementType.Float32, "m", "k")
            .Input("r", ElementType.Float32, "j", "n")
            .Node("MatMul", ["l", "r"], ["dead"])
            .Node("Identity", ["l"], ["y"])
            .Output("y", ElementType.Float32, "m", "k"));

        Assert.Empty(signature.Relations);
    }

    [Fact]
    public void Axes_without_a_name_are_named_after_their_input()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, null, 3)
            .Node("Concat", ["x", "x"], ["y"], OnnxAttributes.Int("axis", 0))
            .Output("y", ElementType.Float32, null, 3));

        Assert.Equal("inferred \"y\" [2*x_axis0, 3]", signature.ToString().Split('\n')[^2]);
        ShapePlan plan = ShapePlan.From(signature);
        Assert.True(plan.Symbols.Single().IsAnonymous);
        Assert.Equal(8, plan.Outputs[0]!.Dimensions[0].Evaluate([4]));
    }

    [Fact]
    public void Axis_without_a_name_stays_so_where_a_symbol_has_that_name()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, null, "x_axis0")
            .Node("Identity", ["x"], ["y"])
            .Output("y", ElementType.Float32, null, null));

        Assert.Equal("inferred \"y\" [?, x_axis0]", signature.ToString().Split('\n')[^2]);
        Assert.Equal([false, true], ShapePlan.From(signature).Outputs[0]!.Dimensions.Select(dimension => dimension.IsKnown));
    }

    [Fact]
    public void Length_that_only_0_would_change_is_known_where_0_cannot_be()
    {
        // With s = 0 the heads stand where s should be, and then there is nothing to put a length of 0 on.
        string shape = Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", 12, "s", 64)
            .Node("Shape", ["x"], ["s"], OnnxAttributes.Int("start", 2), OnnxAttributes.Int("end", 3))
            .Node("Shape", ["x"], ["b"], OnnxAttributes.Int("end", 1))
            .Initializer("open", [-1L], 1)
            .Initializer("heads", [12L, 64L], 2)
            .Initializer("width", [64L], 1)
            .Node("Concat", ["open", "s", "width"], ["flat"], OnnxAttributes.Int("axis", 0))
            .Node("Reshape", ["x", "flat"], ["f"])
            .Node("Concat", ["b", "heads", "s"], ["turned"], OnnxAttributes.Int("axis", 0))
            .Node("Transpose", ["f"], ["t"], OnnxAttributes.Ints("perm", 0, 2, 1))
            .Node("Reshape", ["t", "turned"], ["y"]));

        Assert.Equal("[b, 12, 64, s]", shape);
    }

    [Fact]
    public void Length_that_0_does_change_stays_unknown()
    {
        string shape = Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", "s")
            .Initializer("last", [-1L], 1)
            .Initializer("end", [long.MaxValue], 1)
            .Initializer("axis", [1L], 1)
            .Node("Slice", ["x", "last", "end", "axis"], ["y"]));

        Assert.Equal("[b, ?]", shape);
    }

    [Fact]
    public void Reading_without_shapes_adds_nothing()
    {
        using MemoryStream stream = new(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Node("Concat", ["x", "x"], ["y"], OnnxAttributes.Int("axis", 0))
            .Output("y", ElementType.Float32, "fresh")
            .ToBytes());

        Assert.Empty(OnnxModelReader.Read(stream).Signature.Relations);
        stream.Position = 0;
        Assert.Single(OnnxModelReader.ReadWithShapes(stream).Signature.Relations);
    }
}
