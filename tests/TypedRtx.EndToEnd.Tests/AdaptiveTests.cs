using System.Diagnostics;
using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Sessions specialised to lengths, on the real backend: right before, while and after they come.</summary>
public sealed class AdaptiveTests
{
    private const string Absent = "Needs models of the shared folder, which is not beside the repository.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Names => [.. SharedFiles.Models().Select(model => model.Name)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Outputs_are_right_in_specialised_sessions(string name)
    {
        ModelCase model = SharedFiles.Models().Single(model => model.Name == name);
        using GeneratedProject project = GeneratedProject.Compile([GeneratedModel.Read("Subject", model.ModelPath)]);
        ModelDriver driver = project.Driver("Subject");
        using IDisposable loaded = driver.Load(model.ModelPath, Options(Specialization.Eager));
        foreach (string dataSet in model.DataSets)
        {
            // The first run of eager lengths is in their session; later ones are where the comparison put them.
            Judge(driver, loaded, dataSet);
            Settle(loaded);
            Judge(driver, loaded, dataSet);
        }

        IReadOnlyList<DimsSpecialization> known = ((TypedModel)loaded).Specializations;
        Assert.NotEmpty(known);
        Assert.All(known, dims => Assert.True(dims.State is SpecializationState.Specialized or SpecializationState.General, dims.ToString()));
        Assert.All(known, dims => Assert.True(dims.GeneralTime > TimeSpan.Zero && dims.SpecializedTime > TimeSpan.Zero));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Outputs_are_right_while_sessions_come(string name)
    {
        ModelCase model = SharedFiles.Models().Single(model => model.Name == name);
        using GeneratedProject project = GeneratedProject.Compile([GeneratedModel.Read("Subject", model.ModelPath)]);
        ModelDriver driver = project.Driver("Subject");
        using IDisposable loaded = driver.Load(model.ModelPath, Options(Specialization.Lazy));
        string dataSet = model.DataSets[0];
        Judge(driver, loaded, dataSet);
        Assert.Equal(SpecializationState.Seen, ((TypedModel)loaded).Specializations[0].State);
        long start = Stopwatch.GetTimestamp();
        while (((TypedModel)loaded).Specializations[0].State == SpecializationState.Seen && Stopwatch.GetElapsedTime(start) < Patience)
        {
            Judge(driver, loaded, dataSet);
        }

        Settle(loaded);
        Judge(driver, loaded, dataSet);
        Assert.Contains(
            ((TypedModel)loaded).Specializations[0].State,
            (SpecializationState[])[SpecializationState.Specialized, SpecializationState.General]);
    }

    [Theory]
    [InlineData("mobilenet_v3_small", "batch=2")]
    [InlineData("minilm_sentence", "batch=1, sequence=24")]
    [InlineData("distilbert_sentiment", "batch=2, sequence=16")]
    public void Architectures_give_the_same_in_both_sessions(string name, string lengths)
    {
        string path = SharedFiles.Architectures().FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name) ?? "";
        Assert.SkipWhen(path.Length == 0, Absent);
        using TempFolder folder = new();
        GeneratedModel model = GeneratedModel.Read("Subject", FilledModel.Fill(path, folder.Path));
        using GeneratedProject project = GeneratedProject.Compile([model]);
        ModelDriver driver = project.Driver("Subject");
        TestTensor[] inputs = Inputs(model.Signature, lengths);
        using IDisposable ordinary = driver.Load(model.Path, Options(Specialization.None));
        using IDisposable eager = driver.Load(model.Path, Options(Specialization.Eager));
        TestTensor?[] expected = driver.Run(ordinary, inputs);
        TestTensor?[] actual = driver.Run(eager, inputs);

        Assert.Empty(((TypedModel)ordinary).Specializations);
        Assert.Contains(
            Assert.Single(((TypedModel)eager).Specializations).State,
            (SpecializationState[])[SpecializationState.Specialized, SpecializationState.General]);
        AssertEqual([.. expected.Cast<TestTensor>()], actual, name);
    }

    // Without what earlier tests found out about the same lengths.
    private static ModelOptions Options(Specialization specialization) =>
        new() { Backend = Backend.Cpu, Specialization = specialization, Cache = new CacheOptions { Mode = CacheMode.Off } };

    private static void Judge(ModelDriver driver, IDisposable loaded, string dataSet)
    {
        TestTensor[] inputs = [.. ModelCase.Inputs(dataSet).Select(TensorFile.Read)];
        TestTensor[] expected = [.. ModelCase.Outputs(dataSet).Select(TensorFile.Read)];
        string place = Path.GetFileName(dataSet);
        AssertEqual(expected, driver.Run(loaded, inputs), $"Run, {place}");
        AssertEqual(expected, driver.RunBound(loaded, inputs)!, $"Bind, {place}");
    }

    private static void Settle(IDisposable loaded) => Assert.True(
        SpinWait.SpinUntil(
            () => ((TypedModel)loaded).Specializations.All(IsSettled),
            Patience),
        "Nothing was settled.");

    private static bool IsSettled(DimsSpecialization dims) =>
        dims.State == SpecializationState.Failed || (dims.GeneralTime is not null && dims.State != SpecializationState.Pending);

    private static TestTensor[] Inputs(ModelSignature signature, string lengths)
    {
        Dictionary<string, int> symbols = lengths.Split(", ").Select(part => part.Split('=')).ToDictionary(
            part => part[0], part => int.Parse(part[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return
        [
            .. signature.Inputs.Select(input =>
            {
                TensorType type = (TensorType)input.Type;
                int[] shape = [.. type.Shape!.Value.Select(axis => axis.Value is { } length ? (int)length : symbols[axis.ToString()])];
                int count = shape.Aggregate(1, (product, factor) => product * factor);
                long[] wide = [.. shape];
                return type.Element == ElementType.Int64
                    ? TestTensor.Create(Enumerable.Repeat(1L, count).ToArray(), wide)
                    : TestTensor.Create(Enumerable.Range(0, count).Select(i => (i % 17 / 17f) - 0.5f).ToArray(), wide);
            }),
        ];
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
}
