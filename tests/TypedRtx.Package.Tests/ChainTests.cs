namespace TypedRtx.Package.Tests;

/// <summary>A program, a library between, and a library with a model; only the last knows of the package.</summary>
public sealed class ChainTests(PackageFeed feed)
{
    private const string Exe = "<OutputType>Exe</OutputType>";

    [Fact]
    public void Models_generator_analyzers_and_native_files_flow_through_project_references()
    {
        ConsumerProject library = feed.Project("chain", "Vision", "", """
            <PackageReference Include="TypedRtx" Version="0.1.0" />
            <AdditionalFiles Update="nets/digits.onnx" TypedRtxClassName="DigitNet" TypedRtxAccessibility="public"
                             TypedRtxRename="output:probabilities=Scores|image=Pixels" />
            """);
        Directory.CreateDirectory(Path.Combine(library.Root, "nets"));
        library.AddDigits("nets/digits.onnx");

        ConsumerProject middle = feed.Project(
            "chain",
            "Reader",
            "<WarningsNotAsErrors>TRTX1002</WarningsNotAsErrors>",
            """<ProjectReference Include="../Vision/Vision.csproj" />""");
        middle.Write("Reader.cs", """
            namespace Reader;

            public static class PageReader
            {
                public static int Classes()
                {
                    using var net = Vision.DigitNet.Load();
                    using var result = net.Run(pixels: new float[28 * 28], batch: 1, height: 28, width: 28);
                    return result.Scores.Span.Length;
                }

                public static void Mistake(Vision.DigitNet net) =>
                    net.Run(pixels: new float[5], batch: 2, height: 28, width: 28).Dispose();
            }
            """);

        ConsumerProject program = feed.Project(
            "chain", "Scan", Exe, """<ProjectReference Include="../Reader/Reader.csproj" />""");
        program.AddDigits("own.onnx");
        program.Write("Program.cs", """
            using var own = Own.Load();
            using var result = own.Run(image: new float[28 * 28], batch: 1, height: 28, width: 28);
            Console.WriteLine($"{Reader.PageReader.Classes()} and {result.Probabilities.Span.Length}");
            """);

        // The calls are checked where the model is seen through another project alone.
        string build = program.Dotnet("build").AssertSuccess().Output;
        Assert.Contains("Reader.cs(13,25): warning TRTX1002: DigitNet: input 'image'", build, StringComparison.Ordinal);
        Assert.Equal("10 and 10", program.DotnetRun("--no-build").AssertSuccess().Output.Trim());

        program.Dotnet("publish", "-o", "out").AssertSuccess();
        Assert.True(File.Exists(Path.Combine(program.Root, "out", "models", "Vision", "nets", "digits.onnx")));
        Assert.Equal("10 and 10", program.RunPublished("out/Scan.dll").AssertSuccess().Output.Trim());
    }

    [Fact]
    public void Package_of_a_library_brings_its_models()
    {
        ConsumerProject library = feed.Project(
            "package",
            "Sight",
            $"<PackageOutputPath>{feed.Feed}</PackageOutputPath>",
            """
            <PackageReference Include="TypedRtx" Version="0.1.0" />
            <AdditionalFiles Update="*.onnx" TypedRtxAccessibility="public" />
            """);
        library.AddDigits("one.onnx");
        library.AddDigits("two.onnx");
        library.Dotnet("pack").AssertSuccess();

        ConsumerProject program = feed.Project(
            "package", "Look", Exe, """<PackageReference Include="Sight" Version="1.0.0" />""");
        program.Write("Program.cs", """
            using var two = Sight.Two.Load();
            using var result = two.Run(image: new float[28 * 28], batch: 1, height: 28, width: 28);
            Console.WriteLine(result.Probabilities.Span.Length);
            """);

        Assert.Equal("10", program.DotnetRun().AssertSuccess().Output.Trim());
    }
}
