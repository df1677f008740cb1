using System.Globalization;
using System.Text.Json;

namespace TypedRtx.Build.Tests;

/// <summary>A small project on disk that sees the targets as users of the package do.</summary>
internal sealed class TestProject
{
    private readonly TempFolder _folder;
    private readonly string _relativePath;

    /// <param name="folder">Where it is made.</param>
    /// <param name="name">Its name, and that of its folder where no <paramref name="subfolder"/> is given.</param>
    /// <param name="properties">Lines of its first property group.</param>
    /// <param name="items">Lines of its item group.</param>
    /// <param name="subfolder">The folder below <paramref name="folder"/>.</param>
    public TestProject(
        TempFolder folder, string name = "App", string properties = "", string items = "", string? subfolder = null)
    {
        _folder = folder;
        _relativePath = subfolder ?? name;
        Name = name;
        Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AssemblyName>{name}</AssemblyName>
                <RootNamespace>{name}</RootNamespace>
                <TypedRtxToolPath>{BuildInputs.SignatureTool}</TypedRtxToolPath>
                <TypedRtxEngineToolPath>{BuildInputs.EngineTool}</TypedRtxEngineToolPath>
                {properties}
              </PropertyGroup>
              <Import Project="{BuildInputs.Targets}/TypedRtx.props" />
              <ItemGroup>
                <Analyzer Include="{BuildInputs.Generator}" />
                <Reference Include="{string.Join(';', BuildInputs.References)}" />
                {items}
              </ItemGroup>
              <Import Project="{BuildInputs.Targets}/TypedRtx.targets" />
            </Project>
            """);
        if (properties.Contains("Exe", StringComparison.Ordinal))
        {
            const string Names = "typeof(Program).Assembly.GetManifestResourceNames()";
            Write("Program.cs", $"Console.WriteLine(string.Join('\\n', {Names}));\n");
        }
    }

    public string Name { get; }

    public string Root => _folder.PathOf(_relativePath);

    /// <summary>The folder that a build writes to.</summary>
    public string Output => PathOf("bin", "Debug", "net10.0");

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public string Write(string path, string text) => _folder.Write(Path.Combine(_relativePath, path), text);

    public string Write(string path, byte[] bytes) => _folder.Write(Path.Combine(_relativePath, path), bytes);

    /// <summary>Builds and gives the log at normal verbosity, which names skipped targets.</summary>
    public ProcessResult Build(params string[] arguments) =>
        ProcessRunner.Dotnet(Root, ["build", "-v:n", .. arguments]);

    /// <summary>Publishes to the folder <c>out</c>.</summary>
    public ProcessResult Publish(params string[] arguments) =>
        ProcessRunner.Dotnet(Root, ["publish", "-o", "out", .. arguments]);

    /// <summary>What an editor runs: all targets before the compiler, and its arguments in its place.</summary>
    public (ProcessResult Result, IReadOnlyList<string> CompilerArguments) DesignTimeBuild()
    {
        ProcessRunner.Dotnet(Root, "restore").AssertSuccess();
        ProcessResult result = ProcessRunner.Dotnet(
            Root,
            "msbuild",
            "-t:Compile",
            "-p:DesignTimeBuild=true",
            "-p:SkipCompilerExecution=true",
            "-p:ProvideCommandLineArgs=true",
            "-p:BuildingProject=false",
            "-getItem:CscCommandLineArgs");
        int start = result.Output.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
        {
            return (result, []);
        }

        using JsonDocument document = JsonDocument.Parse(result.Output[start..]);
        return (result, [.. document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)]);
    }

    /// <summary>When the compiler last wrote the assembly.</summary>
    public DateTime CompiledAt() => File.GetLastWriteTimeUtc(PathOf("obj", "Debug", "net10.0", $"{Name}.dll"));

    /// <summary>Gives a file other bytes, as a training does, and a time: by default later than all that builds wrote.</summary>
    public void Retrain(string path, byte[] bytes, double ageInSeconds = -2)
    {
        string file = Write(path, bytes);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(-ageInSeconds));
    }

    /// <summary>The files below the output folder, with '/', in order.</summary>
    public IReadOnlyList<string> OutputFiles(string pattern) =>
    [
        .. Directory.GetFiles(Output, pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Output, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} in {Root}");
}
