using TypedRtx.Signatures;

namespace TypedRtx.Build.Tests;

/// <summary>Engines built at publish; with the real library, and skipped where it is missing.</summary>
public sealed class EngineTests : IDisposable
{
    private const string On = "-p:TypedRtxBuildEngines=true";
    private const string Exe = "<OutputType>Exe</OutputType>";
    private const string Profiled = """<AdditionalFiles Update="nets/rows.onnx" TypedRtxProfiles="main: rows=1..8..64" />""";

    private readonly TempFolder _folder = new();

    private static string Library => $"-p:TypedRtxNativeLibraryPath={RtxNative.Folder}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Engine_is_published_beside_its_model()
    {
        TestProject project = Project(Profiled);

        project.Publish(On, Library).AssertSuccess();

        Assert.True(File.Exists(project.PathOf("out", "nets", "rows.rtxengine")));
    }

    [Fact]
    public void Engine_that_is_up_to_date_is_not_built_again_when_code_changes()
    {
        TestProject project = Project(Profiled);
        project.Publish(On, Library).AssertSuccess();
        project.Write("More.cs", "namespace App; internal static class More { internal const int Value = 1; }\n");

        ProcessResult second = project.Publish(On, Library).AssertSuccess();

        Assert.Contains("rows.rtxengine is up to date", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Profile_in_an_attribute_that_changed_builds_the_engine_again()
    {
        TestProject project = Project("");
        project.Write("Rows.cs", Declared("rows=1..8"));
        project.Publish(On, Library).AssertSuccess();
        project.Write("Rows.cs", Declared("rows=1..9"));

        ProcessResult second = project.Publish(On, Library).AssertSuccess();

        Assert.Contains("App.Rows: reading the model", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_of_a_library_has_its_engine_too()
    {
        TestProject library = Project("", "Nets");
        library.Write("Rows.cs", Declared("rows=1..8", "Nets"));
        TestProject program = new(_folder, properties: Exe, items: $"""<ProjectReference Include="{library.PathOf("Nets.csproj")}" />""");

        program.Publish(On, Library).AssertSuccess();

        Assert.True(File.Exists(program.PathOf("out", "models", "Nets", "nets", "rows.rtxengine")));
    }

    [Fact]
    public void Without_the_property_nothing_is_built()
    {
        TestProject project = Project(Profiled);

        project.Publish().AssertSuccess();

        Assert.Empty(Directory.GetFiles(project.PathOf("out"), "*.rtxengine", SearchOption.AllDirectories));
    }

    [Fact]
    public void Missing_library_is_an_error_with_its_id()
    {
        ProcessResult publish = Project(Profiled).Publish(On, $"-p:TypedRtxNativeLibraryPath={_folder.PathOf("nothing")}");

        Assert.NotEqual(0, publish.ExitCode);
        Assert.Contains("error TRTX0206: ", publish.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_without_profiles_is_a_warning()
    {
        ProcessResult publish = Project("").Publish(On).AssertSuccess();

        Assert.Contains("rows.onnx : warning TRTX0208: No engine is built of App.Rows: ", publish.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_that_is_left_out_needs_no_library() =>
        Project("""<AdditionalFiles Update="nets/rows.onnx" TypedRtxEngine="false" />""").Publish(On).AssertSuccess();

    private static string Declared(string range, string space = "App") => $$"""
        namespace {{space}};
        [OptimizationProfile("main", "{{range}}")]
        public sealed partial class Rows;
        """;

    private TestProject Project(string items, string name = "App")
    {
        TestProject project = new(_folder, name, properties: name == "App" ? Exe : "", items: items);
        project.Write("nets/rows.onnx", new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "rows")
            .Output("y", ElementType.Float32, "rows")
            .Node("Add", ["x", "x"], ["y"])
            .ToBytes());
        return project;
    }
}
