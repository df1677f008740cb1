using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime;

public sealed class SymbolBinderTests
{
    private static readonly ModelDescriptor Pair = AnyModel.Describe(
        "input \"a\" float32[batch, n, 3]", "input \"b\" float32[batch, m]", "output \"y\" float32[batch]");

    private static readonly ModelDescriptor Cache = AnyModel.Describe(
        "input \"mask\" int64[batch, past + seq]",
        "input \"ids\" int64[batch, seq]",
        "output \"y\" float32[batch, past + seq]");

    private static readonly ModelDescriptor Halves = AnyModel.Describe(
        "input \"x\" float32[2*n, 2]", "input \"y\" float32[n - 3]", "output \"z\" float32[n]");

    [Fact]
    public void Shaped_inputs_bind_symbols_in_plan_order() =>
        Assert.Equal([2, 5, 7], Resolve(Pair, [2, 5, 3], [2, 7]));

    [Fact]
    public void Flat_input_takes_the_symbols_that_others_bind() =>
        Assert.Equal([2, 5, 7], Resolve(Pair, [30], [2, 7]));

    [Fact]
    public void Flat_input_before_and_after_its_source_gives_the_same_key() =>
        Assert.Equal(Resolve(Pair, [2, 5, 3], [14]), Resolve(Pair, [30], [14], (0, 2)));

    [Fact]
    public void Flat_inputs_with_given_symbols_solve_the_rest() =>
        Assert.Equal([2, 5, 7], Resolve(Pair, [30], [14], (0, 2)));

    [Fact]
    public void Derived_axis_solves_the_symbol_that_stands_nowhere_alone() =>
        Assert.Equal([2, 4, 3], Resolve(Cache, [2, 7], [2, 3]));

    [Fact]
    public void Derived_axis_solves_flat_data_too() =>
        Assert.Equal([2, 4, 3], Resolve(Cache, [14], [2, 3]));

    [Fact]
    public void Zero_lengths_bind_like_others() =>
        Assert.Equal([0, 5, 7], Resolve(Pair, [0, 5, 3], [0, 7]));

    [Fact]
    public void Empty_flat_data_gives_a_zero() =>
        Assert.Equal([2, 0, 7], Resolve(Pair, [0], [2, 7]));

    [Fact]
    public void Empty_derived_axis_gives_an_empty_past() =>
        Assert.Equal([1, 0, 3], Resolve(Cache, [1, 3], [1, 3]));

    [Theory]
    [InlineData(new[] { 2, 5, 3 }, new[] { 4, 7 }, "Any: axis 0 of input 'b' makes 'batch' 4, but axis 0 of input 'a' bound it to 2. 'batch' is one value across all inputs.")]
    [InlineData(new[] { 2, 5, 4 }, new[] { 2, 7 }, "Any: axis 2 of input 'a' is 4, but the model fixes it at 3: float32[batch, n, 3].")]
    [InlineData(new[] { 2, 5 }, new[] { 2, 7 }, "Any: input 'a' has shape [2, 5], rank 2, but the model needs rank 3: float32[batch, n, 3].")]
    [InlineData(new[] { 31 }, new[] { 2, 7 }, "Any: input 'a' was given 31 values, which is no multiple of 6, so 'n' does not come out whole: float32[batch, n, 3] with batch = 2 from axis 0 of input 'b', m = 7 from axis 1 of input 'b'.")]
    [InlineData(new[] { 30 }, new[] { 14 }, "Any: input 'a' was given 30 values without a shape, and float32[batch, n, 3] leaves batch, n open. Pass batch: …, n: … by name, or give a tensor that carries its shape.")]
    [InlineData(new[] { 6 }, new[] { 0, 7 }, "Any: input 'a' was given 6 values, but float32[batch, n, 3] holds 0 with batch = 0 from axis 0 of input 'b', m = 7 from axis 1 of input 'b'.")]
    [InlineData(new[] { 0 }, new[] { 0, 7 }, "Any: input 'a' was given 0 values without a shape, and float32[batch, n, 3] leaves n open. Pass n: … by name, or give a tensor that carries its shape.")]
    public void Pair_that_does_not_fit_says_why(int[] a, int[] b, string expected) =>
        Assert.Equal(expected, Assert.Throws<TensorShapeException>(() => Resolve(Pair, a, b)).Message);

    [Theory]
    [InlineData(new[] { 2, 2 }, new[] { 2, 3 }, "Any: axis 1 of input 'mask' is 2, but it must be past + seq, and no whole number 'past' of 0 or more gives that with batch = 2 from axis 0 of input 'mask', seq = 3 from axis 1 of input 'ids'.")]
    [InlineData(new[] { 3, 7 }, new[] { 2, 3 }, "Any: axis 0 of input 'ids' makes 'batch' 2, but axis 0 of input 'mask' bound it to 3. 'batch' is one value across all inputs.")]
    public void Derived_axis_that_does_not_fit_says_why(int[] mask, int[] ids, string expected) =>
        Assert.Equal(expected, Assert.Throws<TensorShapeException>(() => Resolve(Cache, mask, ids)).Message);

    [Fact]
    public void Derived_axis_against_a_given_symbol_names_the_argument() => Assert.Equal(
        "Any: axis 1 of input 'mask' is 7, but past + seq is 8 with batch = 2 from axis 0 of input 'mask', "
        + "past = 5 from the argument past, seq = 3 from axis 1 of input 'ids'.",
        Assert.Throws<TensorShapeException>(() => Resolve(Cache, [2, 7], [2, 3], (1, 5))).Message);

    [Fact]
    public void Symbol_given_by_name_is_named_when_an_input_contradicts() => Assert.Equal(
        "Any: axis 0 of input 'a' makes 'batch' 2, but the argument batch bound it to 3. 'batch' is one value across all inputs.",
        Assert.Throws<TensorShapeException>(() => Resolve(Pair, [2, 5, 3], [2, 7], (0, 3))).Message);

    [Fact]
    public void Flat_length_that_contradicts_given_symbols_says_the_product() => Assert.Equal(
        "Any: input 'b' was given 13 values, but float32[batch, m] holds 14 with batch = 2 from axis 0 of input 'a', "
        + "n = 5 from axis 1 of input 'a', m = 7 from the argument m.",
        Assert.Throws<TensorShapeException>(() => Resolve(Pair, [2, 5, 3], [13], (2, 7))).Message);

    [Fact]
    public void Negative_symbol_is_refused_without_a_tensor()
    {
        TensorShapeException error = Assert.Throws<TensorShapeException>(() => Resolve(Pair, [30], [14], (0, -1)));

        Assert.Equal("Any: 'batch' is -1, but a dimension is 0 or more.", error.Message);
        Assert.Equal((null, "batch"), (error.Tensor, error.Symbol));
    }

    [Fact]
    public void Odd_length_of_an_even_axis_is_unsolvable() => Assert.Equal(
        "Any: axis 0 of input 'x' is 7, but it must be 2*n, and no whole number 'n' of 0 or more gives that.",
        Assert.Throws<TensorShapeException>(() => Resolve(Halves, [7, 2], [1])).Message);

    [Fact]
    public void Flat_length_of_an_even_axis_is_unsolvable_too() => Assert.Equal(
        "Any: axis 0 of input 'x' is 3, but it must be 2*n, and no whole number 'n' of 0 or more gives that.",
        Assert.Throws<TensorShapeException>(() => Resolve(Halves, [6], [1])).Message);

    [Fact]
    public void Axis_that_comes_out_negative_says_so() => Assert.Equal(
        "Any: axis 0 of input 'y' must be n - 3, which is no length from 0 to 2147483647 with n = 2 from axis 0 of input 'x'.",
        Assert.Throws<TensorShapeException>(() => Resolve(Halves, [4, 2], [1])).Message);

    [Fact]
    public void Product_beyond_64_bits_does_not_wrap()
    {
        ModelDescriptor model = AnyModel.Describe("input \"x\" float32[a, b, c]", "output \"y\" float32[a]");

        TensorShapeException error = Assert.Throws<TensorShapeException>(() =>
            Resolve(model, [16], null, (0, int.MaxValue), (1, int.MaxValue), (2, int.MaxValue)));

        Assert.Contains("holds 9903520300447984150353281023 with", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fixed_shape_beyond_64_bits_is_an_error_and_no_crash() => Assert.Contains(
        "holds 1208925819614629174706176.",
        Assert.Throws<TensorShapeException>(() => Resolve(
            AnyModel.Describe("input \"x\" float32[1099511627776, 1099511627776]", "output \"y\" float32[1]"), [4], null)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Missing_required_input_says_what_the_model_needs() => Assert.Equal(
        "Any: input 'b' was not given. The model needs float32[batch, m].",
        Assert.Throws<TensorShapeException>(() => Resolve(Pair, [2, 5, 3], null)).Message);

    [Fact]
    public void Optional_input_left_out_and_given_have_keys_of_their_own()
    {
        ModelDescriptor model = AnyModel.Describe(
            "input \"a\" float32[n]", "input \"b\" float32[n] optional", "output \"y\" float32[n]");

        Assert.Equal([3, 0], Resolve(model, [3], null));
        Assert.Equal([3, 1], Resolve(model, [3], [3]));
    }

    [Fact]
    public void Unknown_rank_puts_the_shape_into_the_key()
    {
        ModelDescriptor model = AnyModel.Describe("input \"a\" float32[..]", "output \"y\" float32[..]");

        Assert.Equal([3, 4, 5, .. new int[14]], Resolve(model, [4, 5], null));
        Assert.Equal([1, .. new int[16]], Resolve(model, [], null));
        Assert.Equal(
            "Any: input 'a' has rank 17; at most 16 axes are supported.",
            Assert.Throws<TensorShapeException>(() => Resolve(model, Enumerable.Repeat(1, 17).ToArray(), null)).Message);
    }

    [Fact]
    public void Anonymous_axes_are_symbols_of_their_own()
    {
        ModelDescriptor model = AnyModel.Describe("input \"a\" float32[?, ?]", "output \"y\" float32[?]");

        Assert.Equal([4, 5], Resolve(model, [4, 5], null));
        Assert.Equal([4, 5], Resolve(model, [20], null, (0, 4)));
    }

    [Fact]
    public void Text_names_both_spellings_where_they_differ()
    {
        ModelDescriptor model = new(
            "M", "m.onnx", "m.onnx", ModelDelivery.Copy, typeof(SymbolBinderTests).Assembly,
            "onnxsig 1\ninput \"in.put\" float32[N, 2]\noutput \"y\" float32[N]\n", ["inPut"], ["Y"], ["n"]);

        Assert.Equal(
            "M: axis 0 of input 'in.put' (inPut) makes 'N' (n) 2, but the argument n bound it to 3. 'N' (n) is one value across all inputs.",
            Assert.Throws<TensorShapeException>(() => Resolve(model, [2, 2], null, (0, 3))).Message);
    }

    private static int[] Resolve(ModelDescriptor model, int[]? first, int[]? second, params (int Symbol, int Value)[] given)
    {
        SymbolBinder binder = new(model, stackalloc int[model.ScratchLength]);
        foreach ((int symbol, int value) in given)
        {
            binder.Given(symbol, value);
        }

        int[]?[] shapes = [first, second];
        for (int i = 0; i < model.Inputs.Length; i++)
        {
            binder.Read(i, shapes[i] is { } shape ? new TensorShape(shape) : default);
        }

        return binder.Resolve().ToArray();
    }
}
