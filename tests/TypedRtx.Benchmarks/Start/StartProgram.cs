using System.Diagnostics;
using System.Globalization;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Start;

/// <summary>Publishes the program that measures itself (<c>tests/TypedRtx.Starts</c>), and starts it once for each measurement.</summary>
internal sealed class StartProgram
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly string _program;

    private StartProgram(string program) => _program = program;

    /// <summary>Publishes it, which takes a minute or two when something changed.</summary>
    /// <param name="isJit">Compiled as it runs, by the installed runtime, in place of NativeAOT.</param>
    /// <exception cref="InvalidOperationException">It cannot be published.</exception>
    public static StartProgram Publish(bool isJit)
    {
        string folder = Folder(isJit ? "starts-jit" : "starts");
        Console.Error.WriteLine($"Publishing tests/TypedRtx.Starts {(isJit ? "for the installed runtime" : "with NativeAOT")} …");
        ProcessResult result = ProcessRunner.Run(ProcessRunner.DotnetRequest(
            RepositoryFiles.Root,
            "publish",
            "tests/TypedRtx.Starts",
            "-c",
            "Release",
            "--use-current-runtime",
            isJit ? "--no-self-contained" : "-p:PublishAot=true",
            "-o",
            folder,
            "-v",
            "q") with { Timeout = PublishTimeout });
        return result.ExitCode == 0
            ? new StartProgram(Path.Combine(folder, "TypedRtx.Starts" + (OperatingSystem.IsWindows() ? ".exe" : "")))
            : throw new InvalidOperationException($"Expected tests/TypedRtx.Starts to be published, which did not work; with --jit it needs no linker.\n{result}");
    }

    /// <summary>A folder for what these benchmarks keep between runs, made where there is none.</summary>
    public static string Folder(string name) =>
        Directory.CreateDirectory(RepositoryFiles.PathOf("artifacts", "benchmarks", name)).FullName;

    /// <summary>Starts a process and gives what it wrote.</summary>
    /// <param name="mode">What it measures.</param>
    /// <param name="kind">How it opens the model.</param>
    /// <param name="jobFile">The file of the <see cref="StartJob"/>.</param>
    /// <param name="cache">The folder of the cache; null for none.</param>
    /// <param name="runs">How many runs at least.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public string Run(string mode, string kind, string jobFile, string? cache, int runs)
    {
        ProcessStartInfo start = new(_program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { mode, kind, jobFile, cache ?? "-", "", runs.ToString(CultureInfo.InvariantCulture) },
        };

        // As late as it can be said.
        start.ArgumentList[4] = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Timeout))
        {
            process.Kill();
        }

        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException($"{mode} {kind} {jobFile} ended with exit code {process.ExitCode}:\n{error.Result}");
    }
}
