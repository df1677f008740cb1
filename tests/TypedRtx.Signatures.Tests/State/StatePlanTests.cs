namespace TypedRtx.Signatures.Tests.State;

public sealed class StatePlanTests
{
    private const string Ids = "input \"ids\" int64[b, s]";

    /// <summary>How exporters name what goes in and what comes out, with caches that grow.</summary>
    [Theory]
    [InlineData("past_key_values.0.key", "present.0.key")]
    [InlineData("past_key_values.0.decoder.value", "present.0.decoder.value")]
    [InlineData("past_key_values.0.key", "present_key_values.0.key")]
    [InlineData("past_0", "present_0")]
    [InlineData("past", "present")]
    [InlineData("past_key_3", "present_key_3")]
    [InlineData("past_key_in0", "past_key_out0")]
    [InlineData("pastKey.1", "presentKey.1")]
    [InlineData("cache_in", "cache_out")]
    [InlineData("kv_cache.0", "new_kv_cache.0")]
    [InlineData("prev_keys", "next_keys")]
    [InlineData("in_cache_k", "out_cache_k")]
    public void Growing_state_is_found_by_its_names(string input, string output)
    {
        StatePlan plan = Plan(Ids, $"input \"{input}\" float32[b, 2, p, 8]", $"output \"{output}\" float32[b, 2, p + s, 8]");

        Assert.Equal(new StatePair(1, 0, 2), Assert.Single(plan.Pairs));
        Assert.Equal(["p"], Symbols(plan.GrowthSymbols, Ids, $"input \"{input}\" float32[b, 2, p, 8]"));
        Assert.True(plan.CanRewind);
    }

    /// <summary>The same for state that keeps its shape.</summary>
    [Theory]
    [InlineData("h0", "hn")]
    [InlineData("h_0", "h_n")]
    [InlineData("c0", "cn")]
    [InlineData("h", "hn")]
    [InlineData("state", "stateN")]
    [InlineData("state_in", "state_out")]
    [InlineData("hidden", "hidden_out")]
    [InlineData("hidden_state", "new_hidden_state")]
    [InlineData("cached_conv_0", "new_cached_conv_0")]
    [InlineData("encoder.cache", "encoder.new_cache")]
    [InlineData("in_states", "out_states")]
    public void Recurrent_state_is_found_by_its_names(string input, string output)
    {
        StatePlan plan = Plan(
            "input \"x\" float32[b, t]", $"input \"{input}\" float32[2, b, 64]", $"output \"{output}\" float32[2, b, 64]");

        Assert.Equal(new StatePair(1, 0, -1), Assert.Single(plan.Pairs));
        Assert.Empty(plan.GrowthSymbols);
        Assert.False(plan.CanRewind);
    }

    /// <summary>Names or shapes that do not say that one becomes the other.</summary>
    [Theory]
    [InlineData("image float32[b, 3]", "image_out float32[b, 3]")]
    [InlineData("sample float32[b, 4, h, w]", "out_sample float32[b, 4, h, w]")]
    [InlineData("hidden_states float32[b, t, 64]", "out_hidden_states float32[b, t, 64]")]
    [InlineData("input float32[b]", "output float32[b]")]
    [InlineData("past float32[b, p]", "present float16[b, p + b]")]
    [InlineData("past.0 float32[b, p]", "present.1 float32[b, p + b]")]
    [InlineData("past.0 float32[b, p]", "present.0 float32[b, 2 * p]")]
    [InlineData("past.0 float32[b, p, q]", "present.0 float32[b, p + b, q + b]")]
    [InlineData("past.0 float32[b, p]", "present.0 float32[b, q]")]
    [InlineData("past.0 float32[b, p]", "present.0 float32[b, ?]")]
    [InlineData("state float32[b, 4]", "state float32[b, 4]")]
    [InlineData("input_audio float32[n]", "output_audio float32[n - 2]")]
    [InlineData("input_ids int64[b, n]", "output_ids int64[b, n + b]")]
    [InlineData("past float32[n]", "present float32[n - 2]")]
    public void Others_are_plain_values(string input, string output) => Assert.False(Plan(Line("input", input), Line("output", output)).HasState);

    [Fact]
    public void Fixed_symbols_are_those_that_do_not_grow()
    {
        string[] lines = [Ids, "input \"past.0\" float32[b, heads, p, 8]", "output \"present.0\" float32[b, heads, p + s, 8]"];

        Assert.Equal(["b", "heads"], Symbols(Plan(lines).FixedSymbols, lines));
    }

    [Fact]
    public void Parts_that_grow_by_different_lengths_do_not_go_together()
    {
        StatePlan plan = Plan(
            "input \"x\" float32[s, t]",
            "input \"past.0\" float32[p]",
            "input \"past.1\" float32[q]",
            "output \"present.0\" float32[p + s]",
            "output \"present.1\" float32[q + t]");

        Assert.Equal(1, Assert.Single(plan.Pairs).Input);
        Assert.Equal("\"past.1\" grows by t in a step, other state by s", Assert.Single(plan.Rejected).Reason);
    }

    [Fact]
    public void Part_that_follows_the_length_of_another_is_none()
    {
        StatePlan plan = Plan(
            Ids,
            "input \"past.0\" float32[b, p]",
            "input \"cache_mask\" float32[b, p]",
            "output \"present.0\" float32[b, p + s]",
            "output \"new_cache_mask\" float32[b, p]");

        Assert.Equal(new StatePair(1, 0, 1), Assert.Single(plan.Pairs));
        Assert.Equal(
            new RejectedState(2, "its shape follows the length of other state, and it does not grow with that"),
            Assert.Single(plan.Rejected));
    }

    [Fact]
    public void Caches_that_one_branch_does_not_compute_stay_inputs()
    {
        StatePlan plan = Plan(
            Ids,
            "input \"past_key_values.0.decoder.key\" float32[b, p]",
            "input \"past_key_values.0.encoder.key\" float32[b, e]",
            "input \"use_cache_branch\" bool[1]",
            "output \"present.0.decoder.key\" float32[b, p + s]",
            "output \"present.0.encoder.key\" float32[b, e]");

        Assert.Equal(1, Assert.Single(plan.Pairs).Input);
        Assert.Equal("one branch of the model does not compute what follows it", Assert.Single(plan.Rejected).Reason);
    }

    [Fact]
    public void Two_outputs_that_could_follow_leave_an_input_alone()
    {
        StatePlan plan = Plan("input \"state\" float32[b]", "output \"new_state\" float32[b]", "output \"next_state\" float32[b]");

        Assert.False(plan.HasState);
        Assert.Equal("outputs \"new_state\", \"next_state\" could all follow it", Assert.Single(plan.Rejected).Reason);
    }

    [Fact]
    public void Cache_of_unknown_growth_is_rejected_with_both_types() => Assert.Equal(
        "it is float32[b, p], and output \"present.0\" is float32[b, n], which is not known to be that or longer along one axis",
        Assert.Single(Plan("input \"past.0\" float32[b, p]", "output \"present.0\" float32[b, n]").Rejected).Reason);

    [Theory]
    [InlineData("attention_mask int64[b, p + s]", FillRule.Ones)]
    [InlineData("mask bool[b, p + s]", FillRule.Ones)]
    [InlineData("attention_mask float32[p + s]", FillRule.Ones)]
    [InlineData("position_ids int64[b, s]", FillRule.Positions)]
    [InlineData("cache_position int64[s]", FillRule.Positions)]
    [InlineData("positions int32[1, s]", FillRule.Positions)]
    [InlineData("start_pos int64[]", FillRule.LengthBefore)]
    [InlineData("past_sequence_length int32[1]", FillRule.LengthBefore)]
    [InlineData("past_lens int64[b]", FillRule.LengthBefore)]
    [InlineData("total_sequence_length int32[]", FillRule.LengthAfter)]
    [InlineData("seqlens_k int32[b]", FillRule.LastPosition)]
    [InlineData("use_cache_branch bool[1]", FillRule.IsContinued)]
    public void Inputs_that_follow_from_the_length_are_filled(string input, FillRule rule)
    {
        StatePlan plan = Decoder(input);

        Assert.Equal(new FilledInput(2, rule), Assert.Single(plan.Filled));
    }

    [Theory]
    [InlineData("attention_mask int64[b, s]")]
    [InlineData("attention_mask string[b, p + s]")]
    [InlineData("position_bias float32[b, s]")]
    [InlineData("token_type_ids int64[b, s]")]
    [InlineData("temperature float32[1]")]
    [InlineData("length int64[b]")]
    public void Other_inputs_are_given(string input) => Assert.Empty(Decoder(input).Filled);

    private static StatePlan Decoder(string input) =>
        Plan(Ids, "input \"past.0\" float32[b, p]", Line("input", input), "output \"present.0\" float32[b, p + s]");

    private static string Line(string role, string value) => $"{role} \"{value.Split(' ', 2)[0]}\" {value.Split(' ', 2)[1]}";

    private static IEnumerable<string> Symbols(EquatableArray<int> indexes, params string[] lines) =>
        indexes.Select(index => ShapePlan.From(Signature(lines)).Symbols[index].Name);

    private static StatePlan Plan(params string[] lines) => StatePlan.From(Signature(lines), ShapePlan.From(Signature(lines)));

    private static ModelSignature Signature(string[] lines) =>
        ModelSignature.Parse("onnxsig 1\n" + string.Concat(lines.Select(line => line + "\n")));
}
