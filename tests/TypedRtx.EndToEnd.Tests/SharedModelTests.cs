using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>The trained models, through their generated classes, in each of the three ways to run.</summary>
public sealed class SharedModelTests
{
    private const string Absent = "Needs models of the shared folder, which is not beside the repository.";

    public static TheoryData<string> Names => [.. SharedFiles.Models().Select(model => model.Name)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public async Task Every_data_set_comes_out_right(string name)
    {
        ModelCase model = SharedFiles.Models().Single(model => model.Name == name);
        using GeneratedProject project = GeneratedProject.Compile([GeneratedModel.Read("Subject", model.ModelPath)]);
        ModelDriver driver = project.Driver("Subject");
        using IDisposable loaded = driver.Load(model.ModelPath);
        Assert.NotEmpty(model.DataSets);
        foreach (string dataSet in model.DataSets)
        {
            TestTensor[] inputs = [.. ModelCase.Inputs(dataSet).Select(TensorFile.Read)];
            TestTensor[] expected = [.. ModelCase.Outputs(dataSet).Select(TensorFile.Read)];
            string place = Path.GetFileName(dataSet);
            AssertEqual(expected, driver.Run(loaded, inputs), $"Run, {place}");
            AssertEqual(expected, await driver.RunAsync(loaded, inputs), $"RunAsync, {place}");
            AssertEqual(expected, driver.RunBound(loaded, inputs)!, $"Bind, {place}");
        }
    }

    [Fact]
    public void Storyteller_runs_with_an_empty_cache_and_goes_on_with_what_it_gave()
    {
        ModelCase model = SharedFiles.Models().FirstOrDefault(model => model.Name == "storyteller") ?? Skipped();
        using GeneratedProject project = GeneratedProject.Compile([GeneratedModel.Read("Subject", model.ModelPath)]);
        ModelDriver driver = project.Driver("Subject");
        using IDisposable loaded = driver.Load(model.ModelPath);
        long[] tokens = [.. "The statement "u8.ToArray().Select(letter => (long)letter)];

        // All at once, and in two parts with the cache of the first handed to the second.
        TestTensor?[] whole = driver.Run(loaded, Inputs(tokens, EmptyCache()));
        TestTensor?[] first = driver.Run(loaded, Inputs(tokens[..6], EmptyCache()));
        TestTensor?[] second = driver.Run(loaded, Inputs(tokens[6..], first[1..]!));

        TestTensor expected = new(ElementType.Float32, [1, 8, 256], whole[0]!.Data[(6 * 256 * sizeof(float))..]);
        ToleranceComparer.Model.AssertEqual(expected, second[0]!, "logits of the second part");
        Assert.Equal('c', Argmax(whole[0]!));
    }

    private static TestTensor[] Inputs(long[] tokens, TestTensor[] cache)
    {
        long total = cache[0].Dimensions[2] + tokens.Length;
        return
        [
            TestTensor.Create(tokens, 1, tokens.Length),
            TestTensor.Create(Enumerable.Repeat(1L, (int)total).ToArray(), 1, total),
            .. cache,
        ];
    }

    private static TestTensor[] EmptyCache() => [.. Enumerable.Range(0, 8).Select(_ => TestTensor.Create(Array.Empty<float>(), 1, 2, 0, 32))];

    private static int Argmax(TestTensor logits)
    {
        ReadOnlySpan<float> last = logits.AsSpan<float>()[^256..];
        return last.IndexOf(last.ToArray().Max());
    }

    private static void AssertEqual(TestTensor[] expected, TestTensor?[] actual, string place)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.NotNull(actual[i]);
            ToleranceComparer.Model.AssertEqual(expected[i], actual[i]!, $"{place}, output {i}");
        }
    }

    private static ModelCase Skipped()
    {
        Assert.Skip(Absent);
        return null!;
    }
}
