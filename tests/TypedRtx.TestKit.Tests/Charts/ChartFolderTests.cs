using System.Xml.Linq;
using TypedRtx.TestKit.Charts;

namespace TypedRtx.TestKit.Tests.Charts;

public sealed class ChartFolderTests
{
    private const int MostBytes = 20_000;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Charts_are_drawn_for_each_backend()
    {
        using TempFolder folder = Measured();

        IReadOnlyList<string> charts = Draw(folder, "docs");

        Assert.Equal(
            ["adaptive.svg", "adaptive-cuda.svg", "start.svg"], charts.Select(Path.GetFileName));
    }

    [Fact]
    public void Same_files_give_the_same_small_charts()
    {
        using TempFolder folder = Measured();

        string[] first = [.. Draw(folder, "docs").Select(File.ReadAllText)];
        string[] second = [.. Draw(folder, "again").Select(File.ReadAllText)];

        Assert.Equal(first, second);
        Assert.All(first, chart => Assert.InRange(chart.Length, 1, MostBytes));
    }

    [Fact]
    public void Lines_have_a_panel_for_each_model_and_a_mark_for_each_swap()
    {
        using TempFolder folder = Measured();

        XElement chart = Load(Draw(folder, "docs")[0]);

        Assert.Equal(["one", "two"], chart.Elements(Svg + "text").Where(text => text.Attribute("class")?.Value == "b").Select(text => text.Value));
        Assert.Equal(3, chart.Elements(Svg + "polyline").Count());
        Assert.Single(chart.Elements(Svg + "circle"));
        Assert.Contains(chart.Elements(Svg + "text"), text => text.Value == "ONNX Runtime, ordinary session");
    }

    [Fact]
    public void Bars_are_as_long_as_the_quickest_start()
    {
        using TempFolder folder = Measured();

        // The squares of the legend are not as high; a bar has three parts.
        XElement[] parts = [.. Load(Draw(folder, "docs")[2]).Elements(Svg + "rect").Where(part => (double)part.Attribute("height")! > 10)];
        double[] lengths = [.. parts.Chunk(3).Select(bar => bar.Sum(part => (double)part.Attribute("width")!))];

        Assert.Equal(3, lengths.Length);
        Assert.Equal(1, lengths[1] / lengths[0], tolerance: 0.01);
        Assert.Equal(0.25, lengths[2] / lengths[0], tolerance: 0.01);
    }

    [Fact]
    public void Folder_without_files_says_what_is_expected()
    {
        using TempFolder folder = new();

        FormatException error = Assert.Throws<FormatException>(() => ChartFolder.Draw(folder.Path, folder.Path));

        Assert.Contains("iterations-BACKEND-MODEL-KIND.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kind_that_is_not_known_says_which_are()
    {
        using TempFolder folder = new();
        folder.Write("iterations-Cpu-one-mine.csv", "iteration,milliseconds,state\n1,2,general\n");

        FormatException error = Assert.Throws<FormatException>(() => ChartFolder.Draw(folder.Path, folder.Path));

        Assert.StartsWith("Expected one of dynamic, none, fixed", error.Message, StringComparison.Ordinal);
    }

    private static TempFolder Measured()
    {
        TempFolder folder = new();
        Series("iterations-Cpu-one-ours.csv", swap: 40);
        Series("iterations-Cpu-one-dynamic.csv", swap: 0);
        Series("iterations-Cpu-two-ours.csv", swap: 0);
        Series("iterations-Cuda-one-captured.csv", swap: 0);
        folder.Write(
            "start-Cpu-one.csv",
            "session,cache,try,main,load,first_output,run1\ndynamic,none,1,4,350,400,40\nours,cold,1,4,900,999,40\nours,cold,2,4,350,400,40\nours,warm,1,4,80,100,10\n");
        return folder;

        void Series(string name, int swap) => folder.Write(
            name,
            "iteration,milliseconds,state\n"
            + string.Concat(Enumerable.Range(1, 500).Select(run => $"{run},{(swap > 0 && run > swap ? 5 : 10)},{(swap > 0 && run >= swap ? "specialized" : "general")}\n")));
    }

    private static IReadOnlyList<string> Draw(TempFolder folder, string name) =>
        ChartFolder.Draw(folder.Path, Directory.CreateDirectory(folder.PathOf(name)).FullName);

    private static XElement Load(string chart) => XDocument.Load(chart).Root!;
}
