namespace TypedRtx.Tests;

/// <summary>A class as the generator writes it, from its file to its results.</summary>
[Collection(nameof(Bert))]
public sealed class TypedModelTests
{
    private static readonly long[] Ids = [1, 2, 3, 4, 5, 6];
    private static readonly long[] Ones = [1, 1, 1, 1, 1, 1];

    [Fact]
    public void Run_takes_flat_data_with_a_named_symbol()
    {
        using Bert bert = BertFiles.Load();
        using Bert.Outputs outputs = bert.Run(Ids, Ones, 2, batch: 2);

        Assert.Equal(new TensorShape(2, 3), outputs.Hidden.Shape);
        Assert.Equal([2f, 4f, 6f, 8f, 10f, 12f], outputs.Hidden.ToArray());
        Assert.Equal(42f, outputs.Score);
        Assert.Equal(["row 0", "row 1"], outputs.Label.ToArray());
    }

    [Fact]
    public void Optional_input_counts_when_given_and_only_then()
    {
        using Bert bert = BertFiles.Load();
        using Bert.Outputs without = bert.Run(Ids, Ones, 1, batch: 2);
        using Bert.Outputs with = bert.Run(Ids, Ones, 1, batch: 2, bias: (float[])[10, 20, 30]);
        using Bert.Outputs again = bert.Run(Ids, Ones, 1, batch: 2);

        Assert.Equal([11f, 22f, 33f, 14f, 25f, 36f], with.Hidden.ToArray());
        Assert.Equal(21f, without.Score);
        Assert.Equal(21f, again.Score);
    }

    [Fact]
    public void Optional_input_decides_the_symbols_of_flat_data()
    {
        using Bert bert = BertFiles.Load();
        using Bert.Outputs outputs = bert.Run(Ids, Ones, 1, bias: (float[])[0, 0]);

        Assert.Equal(new TensorShape(3, 2), outputs.Hidden.Shape);
    }

    [Fact]
    public void Contradiction_across_two_inputs_names_who_bound_first()
    {
        using Bert bert = BertFiles.Load();

        Assert.Equal(
            "Bert: axis 1 of input 'attention_mask' (attentionMask) makes 'sequence' 2, but axis 1 of input 'input_ids' (inputIds) bound it to 3. "
            + "'sequence' is one value across all inputs.",
            Assert.Throws<TensorShapeException>(() => Run(bert)).Message);

        static void Run(Bert bert) => bert.Run(new long[2, 3], new long[2, 2], 1);
    }

    [Fact]
    public void Outputs_from_stackalloc_leave_a_helper()
    {
        using Bert bert = BertFiles.Load();
        using Bert.Outputs outputs = Helper(bert);

        Assert.Equal(6f, outputs.Score);

        static Bert.Outputs Helper(Bert bert)
        {
            Span<long> ids = stackalloc long[] { 1, 2, 3 };
            Span<long> mask = stackalloc long[3];
            mask.Fill(1);
            return bert.Run(ids, mask, 1, batch: 1);
        }
    }

    [Fact]
    public void Owned_outputs_outlive_the_lease()
    {
        using Bert bert = BertFiles.Load();
        Bert.Outputs outputs = bert.Run(Ids, Ones, 1, batch: 2);
        Bert.OwnedOutputs owned = outputs.ToOwned();
        Bert.Outputs copy = outputs;
        outputs.Dispose();
        copy.Dispose();
        bert.Run(Ones, Ones, 5, batch: 2).Dispose();

        Assert.Equal(21f, owned.Score);
        Assert.Equal(6f, owned.Hidden[1, 2]);
        Assert.Equal("row 1", owned.Label[1]);
    }

    [Fact]
    public async Task Async_run_gives_owned_outputs_with_and_without_the_optional_input()
    {
        using Bert bert = BertFiles.Load();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Bert.OwnedOutputs plain = await bert.RunAsync(Ids, Ones, 1, batch: 2, cancellationToken: cancellation);
        Bert.OwnedOutputs biased = await bert.RunAsync(
            Ids, Ones, 1, bias: (float[])[1, 1, 1], cancellationToken: cancellation);

        Assert.Equal((21f, 27f), (plain.Score, biased.Score));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            bert.RunAsync(Ids, Ones, 1, batch: 2, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Binding_runs_on_its_own_memory()
    {
        using Bert bert = BertFiles.Load();
        using Bert.Binding binding = bert.Bind(batch: 2, sequence: 3);
        Ids.CopyTo(binding.InputIds);
        binding.AttentionMask.Fill(1);
        binding.Scale = 3;
        binding.Run(TestContext.Current.CancellationToken);

        Assert.Equal(63f, binding.Score);
        Assert.Equal(18f, binding.Hidden[1, 2]);
        Assert.Equal("row 0", binding.Label[0]);
    }
}
