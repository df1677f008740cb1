using System.Diagnostics;
using Xunit;

namespace TypedRtx.TestKit;

/// <summary>The real TensorRT for RTX, for tests that build engines with it; unpacked once from the shared folder.</summary>
public static class RtxNative
{
    private static readonly Lazy<string?> LazyFolder = new(Find);

    /// <summary>The folder of the libraries; skips the test, with the reason, where there is none.</summary>
    public static string Folder
    {
        get
        {
            Assert.SkipWhen(LazyFolder.Value is null, "Needs TensorRT for RTX (Linux x64), which the shared folder does not hold.");
            return LazyFolder.Value!;
        }
    }

    /// <summary>Whether there is a library.</summary>
    public static bool IsThere => LazyFolder.Value is not null;

    private static string? Find()
    {
        string? packed = SharedFiles.Root is null || !OperatingSystem.IsLinux() || !Directory.Exists(Path.Combine(SharedFiles.Root, "native"))
            ? null
            : Directory.GetDirectories(Path.Combine(SharedFiles.Root, "native"), "tensorrt-rtx-*-linux-x64").Order(StringComparer.Ordinal).LastOrDefault();
        return packed is null ? null : Unpack(packed);
    }

    // Unpacked under another name and renamed, because test projects run side by side.
    private static string Unpack(string packed)
    {
        string target = RepositoryFiles.PathOf("artifacts", "native", Path.GetFileName(packed));
        if (Directory.Exists(target))
        {
            return target;
        }

        string temporary = $"{target}.{Environment.ProcessId}";
        Directory.CreateDirectory(temporary);
        foreach (string file in Directory.GetFiles(packed, "*.so.*.xz"))
        {
            ProcessStartInfo start = new("/bin/sh")
            {
                ArgumentList = { "-c", "xz -dc \"$1\" > \"$2\"", "sh", file, Path.Combine(temporary, Path.GetFileNameWithoutExtension(file)) },
            };
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"xz could not unpack {file} (exit code {process.ExitCode}).");
            }
        }

        try
        {
            Directory.Move(temporary, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(temporary, recursive: true);
        }

        return target;
    }
}
