using System.ComponentModel;
using System.Diagnostics;

namespace TypedRtx.NativeAssets;

/// <summary>The npm command, used for nothing but downloading: it knows the user's registry, proxy and cache.</summary>
internal static class NpmClient
{
    private const string WithoutNpm =
        "Install Node.js (it brings npm) and build again, or download the tarball elsewhere and build with "
        + "-p:TypedRtxOnnxRuntimeArchive=/path/to.tgz.";

    /// <summary>Downloads a package's tarball into a folder, without running its scripts, and gives its path.</summary>
    public static string Pack(string package, string folder)
    {
        string[] arguments = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder, package];

        // npm is a batch file on Windows, which only a shell starts.
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/d", "/c", "npm", .. arguments])
            : new ProcessStartInfo("npm", arguments);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        string command = $"npm {string.Join(' ', arguments)}";
        Console.WriteLine($"Fetching {package} with npm (110 MB, once).");
        (int exitCode, string output) = Run(start, command);
        if (exitCode != 0)
        {
            throw new FetchException($"'{command}' ended with exit code {exitCode}: {output} {WithoutNpm}");
        }

        return Directory.GetFiles(folder, "*.tgz") is [var archive]
            ? archive
            : throw new FetchException($"'{command}' left no single .tgz in {folder}: {output} {WithoutNpm}");
    }

    private static (int ExitCode, string Output) Run(ProcessStartInfo start, string command)
    {
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, (errors.GetAwaiter().GetResult() + output).Trim());
        }
        catch (Win32Exception exception)
        {
            throw new FetchException(
                $"ONNX Runtime's libraries come from npm, and npm did not start ('{command}': {exception.Message}). "
                + WithoutNpm,
                exception);
        }
    }
}
