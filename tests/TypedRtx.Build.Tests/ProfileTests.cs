using TypedRtx.Signatures;

namespace TypedRtx.Build.Tests;

public sealed class ProfileTests : IDisposable
{
    private const string Items = """
        <AdditionalFiles Update="copy.onnx">
          <TypedRtxProfiles>
            small: rows=1..4
            | "the, other": rows=1..8..16
          </TypedRtxProfiles>
        </AdditionalFiles>
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Profiles_of_metadata_and_attribute_reach_the_class()
    {
        TestProject project = Project("rows=1..32");

        project.Build().AssertSuccess();
    }

    [Fact]
    public void Mistake_in_an_attribute_is_an_error_at_its_line() =>
        Assert.Matches(@"Copy\.cs\(2,\d+\): error TRTX0103: .*did you mean rows\?", Project("row=1").Build().Output);

    private TestProject Project(string range)
    {
        TestProject project = new(_folder, items: Items);
        project.Write("copy.onnx", new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "rows")
            .Output("y", ElementType.Float32, "rows")
            .Node("Identity", ["x"], ["y"])
            .ToBytes());
        project.Write("Copy.cs", $$"""
            namespace App;
            [OptimizationProfile("wide", "{{range}}")]
            sealed partial class Copy
            {
                internal static OptimizationProfile[] All => [Profiles.Wide, Profiles.Small, Profiles.TheOther];
            }
            """);
        return project;
    }
}
