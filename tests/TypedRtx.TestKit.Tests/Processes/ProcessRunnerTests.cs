namespace TypedRtx.TestKit.Tests;

public sealed class ProcessRunnerTests
{
    [Fact]
    public void Dotnet_gives_its_exit_code_and_output()
    {
        ProcessResult result = ProcessRunner.Dotnet(RepositoryFiles.Root, "--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+", result.Output);
    }

    [Fact]
    public void Environment_is_set_and_removed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Uses a POSIX shell.");
        ProcessRequest request = new("sh", "-c", "echo \"$ONE-${HOME:-none}\"; echo wrong >&2; exit 3")
        {
            Environment = new Dictionary<string, string?> { ["ONE"] = "1", ["HOME"] = null },
        };

        ProcessResult result = ProcessRunner.Run(request);

        Assert.Equal((3, "1-none\n", "wrong\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Program_that_runs_too_long_is_killed_with_its_children()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Uses a POSIX shell.");
        ProcessRequest request = new("sh", "-c", "echo begun; sh -c 'sleep 60'; echo never")
        {
            Timeout = TimeSpan.FromSeconds(1),
        };

        ProcessResult result = ProcessRunner.Run(request);

        Assert.True(result.TimedOut);
        Assert.Equal("begun\n", result.Output);
        Assert.True(result.Elapsed < TimeSpan.FromSeconds(30), $"{result.Elapsed}");
    }
}
