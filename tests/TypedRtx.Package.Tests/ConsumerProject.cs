namespace TypedRtx.Package.Tests;

/// <summary>A project as <c>dotnet new</c> makes it, with warnings as errors.</summary>
public sealed class ConsumerProject
{
    private readonly string _packages;

    internal ConsumerProject(string root, string name, string properties, string items, string packages)
    {
        Root = Directory.CreateDirectory(root).FullName;
        _packages = packages;
        Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);
    }

    public string Root { get; }

    // Where nothing is taken for a part of the project.
    private string Home => Path.Combine(Root, "obj", "home");

    public string Write(string path, string text)
    {
        string file = Path.Combine(Root, path);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Drops the digits model of the samples into the folder.</summary>
    public void AddDigits(string path) =>
        File.Copy(RepositoryFiles.PathOf("samples", "Digits", "digits.onnx"), Path.Combine(Root, path));

    /// <summary>Runs <c>dotnet</c> in the project's folder with the feed's own packages folder.</summary>
    public ProcessResult Dotnet(params string[] arguments)
    {
        ProcessRequest request = ProcessRunner.DotnetRequest(Root, arguments);
        return ProcessRunner.Run(request with
        {
            Environment = new Dictionary<string, string?>(request.Environment) { ["NUGET_PACKAGES"] = _packages },
            Timeout = TimeSpan.FromMinutes(8),
        });
    }

    /// <summary>Runs the program in the project's folder, where models keep nothing in the user's own folder.</summary>
    public ProcessResult DotnetRun(params string[] arguments) => Dotnet(["run", "-e", $"{OwnUserFolder.Variable}={Home}", .. arguments]);

    /// <summary>Runs what a publish left, a program or its assembly, and nothing around it.</summary>
    public ProcessResult RunPublished(string path)
    {
        string file = Path.Combine(Root, path);
        ProcessRequest request = path.EndsWith(".dll", StringComparison.Ordinal)
            ? ProcessRunner.DotnetRequest(Path.GetTempPath(), file)
            : new ProcessRequest(file) { WorkingDirectory = Path.GetTempPath() };
        return ProcessRunner.Run(request with
        {
            Environment = new Dictionary<string, string?>(request.Environment) { [OwnUserFolder.Variable] = Home },
        });
    }
}
