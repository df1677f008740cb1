using TypedRtx.Runtime;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Every small trained model gives an engine, with ranges as users write them and with the derived profile.</summary>
public sealed class ModelBuildTests
{
    private const int SeenLength = 16;

    public static TheoryData<string> Names => [.. SharedFiles.Models().Select(model => model.Name)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Model_builds_for_declared_ranges(string name)
    {
        string path = PathOf(name);

        Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(ModelSource.FromFile(path), TableRanges.For(path))));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Model_builds_for_the_derived_profile(string name)
    {
        ModelSource source = ModelSource.FromFile(PathOf(name));
        EngineModel model = EngineModel.Read(source);
        int[] lengths = new int[model.Plan.Symbols.Count];
        Array.Fill(lengths, SeenLength);

        Assert.NotEmpty(RealLibrary.Build(new EngineBuildRequest(source) { Profiles = [DerivedProfile.For(model.Plan, lengths)] }));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Model_builds_for_two_profiles(string name)
    {
        string path = PathOf(name);
        OptimizationProfile table = RealLibrary.Profile(TableRanges.For(path));
        OptimizationProfile fixedLengths = new("fixed", [.. table.Ranges.Select(range => range with { Min = range.Opt, Max = range.Opt })]);

        Assert.NotEmpty(RealLibrary.Build(new EngineBuildRequest(ModelSource.FromFile(path)) { Profiles = [table, fixedLengths] }));
    }

    private static string PathOf(string name) => SharedFiles.Models().First(model => model.Name == name).ModelPath;
}
