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

    /// <summary>Runs what a publish left, and nothing around it.</summary>
    public ProcessResult RunPublished(string path) =>
        ProcessRunner.Run(new ProcessRequest(Path.Combine(Root, path)) { WorkingDirectory = Path.GetTempPath() });
}
