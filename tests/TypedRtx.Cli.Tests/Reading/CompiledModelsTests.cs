using TypedRtx.Cli.Reading;
using TypedRtx.Runtime;

namespace TypedRtx.Cli.Tests.Reading;

public sealed class CompiledModelsTests
{
    private static readonly string ThisAssembly = typeof(CompiledModelsTests).Assembly.Location;

    [Fact]
    public void Classes_are_found_in_order_of_their_names() => Assert.Equal(
        ["TypedRtx.Cli.Tests.EmbeddedModel", "TypedRtx.Cli.Tests.FixedModel", "TypedRtx.Cli.Tests.OpenModel", "TypedRtx.Cli.Tests.RowsModel"],
        CompiledModels.Read(ThisAssembly).Select(model => model.Name));

    [Fact]
    public void Path_delivery_and_symbols_are_those_of_the_attribute()
    {
        Cli.Reading.CompiledModel model = CompiledModels.Read(ThisAssembly)[0];

        Assert.Equal(("Tests/inside.onnx", ModelDelivery.Embed), (model.Path, model.Delivery));
        Assert.Equal(["rows"], model.Symbols);
    }

    [Fact]
    public void Profiles_are_those_of_the_attributes() => Assert.Equal(
        ["small: rows=1..4", "wide: numberOfRows=1..8..64"],
        CompiledModels.Read(ThisAssembly)[3].Profiles.Select(profile => $"{profile.Name}: {string.Join(", ", profile.Ranges)}"));

    [Fact]
    public void Assembly_without_generated_classes_has_none() => Assert.Empty(CompiledModels.Read(typeof(CommandLine).Assembly.Location));

    [Fact]
    public void File_that_is_no_assembly_is_refused()
    {
        using TempFolder folder = new();
        string file = folder.Write("App.dll", "text");

        ToolException refusal = Assert.Throws<ToolException>(() => CompiledModels.Read(file));

        Assert.Contains("is no .NET assembly", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_is_refused() =>
        Assert.Contains("cannot be read", Assert.Throws<ToolException>(() => CompiledModels.Read("nowhere.dll")).Message, StringComparison.Ordinal);
}
