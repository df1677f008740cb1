using System.Diagnostics;

namespace TypedRtx.TestKit;

/// <summary>Runs programs to their end and gives back what they wrote.</summary>
public static class ProcessRunner
{
    private const int KilledExitCode = -1;

    // A killed program's grandchild may hold the pipe; its output is not waited for longer than this.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);

    // What the test host sets for itself and a nested dotnet must not inherit.
    private static readonly string[] HostVariables =
    [
        "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly",
        "VSTEST_CONNECTION_TIMEOUT", "DOTNET_HOST_PATH",
    ];

    /// <summary>Runs <c>dotnet</c> without servers that would outlive it.</summary>
    public static ProcessResult Dotnet(string workingDirectory, params IReadOnlyList<string> arguments) =>
        Run(DotnetRequest(workingDirectory, arguments));

    /// <summary>The request that <see cref="Dotnet"/> runs, to be changed by <c>with</c>.</summary>
    public static ProcessRequest DotnetRequest(string workingDirectory, params IReadOnlyList<string> arguments) =>
        new("dotnet", arguments)
        {
            WorkingDirectory = workingDirectory,
            Environment = DotnetEnvironment(),
        };

    /// <summary>Runs a program; kills it and its children when it runs too long.</summary>
    public static ProcessResult Run(ProcessRequest request)
    {
        ProcessStartInfo start = new(request.FileName, request.Arguments)
        {
            WorkingDirectory = request.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string? value) in request.Environment)
        {
            start.Environment[name] = value;
            if (value is null)
            {
                start.Environment.Remove(name);
            }
        }

        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)
            ?? throw new InvalidOperationException($"{request.FileName} did not start.");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        bool timedOut = !process.WaitForExit(request.Timeout);
        if (timedOut)
        {
            process.Kill(entireProcessTree: true);
        }

        bool drained = Task.WaitAll([output, error], DrainTimeout);
        string commandLine = string.Join(' ', [request.FileName, .. request.Arguments]);
        return new ProcessResult(
            commandLine,
            timedOut ? KilledExitCode : process.ExitCode,
            drained || output.IsCompleted ? output.Result : "(still held open by a child)",
            drained || error.IsCompleted ? error.Result : "(still held open by a child)",
            timedOut,
            watch.Elapsed);
    }

    private static Dictionary<string, string?> DotnetEnvironment()
    {
        Dictionary<string, string?> environment = new()
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1",
            ["UseSharedCompilation"] = "false",
        };
        foreach (string name in HostVariables)
        {
            environment[name] = null;
        }

        return environment;
    }
}
