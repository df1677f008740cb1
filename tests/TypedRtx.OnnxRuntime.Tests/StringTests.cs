using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class StringTests
{
    private static readonly string[] Texts =
        ["", "a", "käse", "日本語", "😀 beyond 16 bits", "nul\0inside", " spaces ", new string('x', 5000), "", "last"];

    [Fact]
    public void Strings_pass_unchanged()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.String, "n"));
        TestTensor output = model.Run(new TestTensor([Texts.Length], Texts))[0];
        Assert.Equal(Texts, output.Strings);
    }

    [Fact]
    public void Scalar_string_passes()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.String));
        TestTensor output = model.Run(new TestTensor([], ["one"]))[0];
        Assert.Empty(output.Dimensions);
        Assert.Equal(["one"], output.Strings);
    }

    [Fact]
    public void No_strings_pass()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.String, "n"));
        Assert.Equal([0L], model.Run(new TestTensor([0], []))[0].Dimensions);
    }

    [Fact]
    public void All_strings_may_be_empty()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.String, "n"));
        Assert.Equal(["", ""], model.Run(new TestTensor([2], ["", ""]))[0].Strings);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.String, "n"));
        Assert.Equal(["a\uFFFDb"], model.Run(new TestTensor([1], ["a\uD83Db"]))[0].Strings);
    }

    [Fact]
    public void Null_is_an_error_that_names_the_input_and_the_index()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.String, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        ArgumentException error = Assert.Throws<ArgumentException>(() => binding.SetInput(0, ["a", null!], new TensorShape(2)));
        Assert.StartsWith("String 1 of 'x' is null.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_number_of_strings_is_an_error_that_names_both()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.String, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        ArgumentException error = Assert.Throws<ArgumentException>(() => binding.SetInput(0, ["a"], new TensorShape(2)));
        Assert.StartsWith("'x' of shape [2] has 2 strings, and 1 were given.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strings_may_change_between_runs()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.String, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        binding.SetOutput(0);
        for (int run = 1; run <= 3; run++)
        {
            string[] texts = [.. Enumerable.Range(0, run).Select(i => $"run {run} text {i}")];
            binding.SetInput(0, texts, new TensorShape(run));
            binding.Run(CancellationToken.None);
            Assert.Equal(texts, Bindings.GetOutput(binding, 0, ElementType.String).Strings);
        }
    }

    [Fact]
    public void Strings_are_refused_where_numbers_are_expected()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        Assert.Throws<NotSupportedException>(() => binding.SetInput(0, ["a"], new TensorShape(1)));
    }
}
