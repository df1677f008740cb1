namespace TypedRtx.Cli.Tests.Build;

/// <summary>Engines built by the real library; skipped where it is missing.</summary>
public sealed class EngineBuildTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CompiledProgram _program = new();

    private string Rows => _folder.Write("rows.onnx", Models.Rows());

    private string Engine => _folder.PathOf("rows.rtxengine");

    public void Dispose()
    {
        _folder.Dispose();
        _program.Dispose();
    }

    [Fact]
    public void Engine_is_built_and_its_progress_written_as_lines()
    {
        ToolRun run = Build("--profile", "rows=1..8..64").AssertEnded(ExitCodes.Done);

        Assert.Matches(
            @"^rows\.onnx: reading the model\n(rows\.onnx: \d+0 %, .*\n)+rows\.onnx: .*rows\.rtxengine, .* TensorRT for RTX 1\.\d", run.Output);
        Assert.True(File.Exists(Engine));
    }

    [Fact]
    public void Same_command_gives_the_same_bytes()
    {
        Build("--profile", "rows=1..8..64").AssertEnded(ExitCodes.Done);
        byte[] first = File.ReadAllBytes(Engine);
        Build("--profile", "rows=1..8..64").AssertEnded(ExitCodes.Done);

        Assert.Equal(first, File.ReadAllBytes(Engine));
    }

    [Fact]
    public void Cancelled_build_leaves_no_file_and_ends_as_shells_expect()
    {
        using CancellationTokenSource cancel = new();
        using CancellingWriter output = new(cancel);

        ToolRun run = ToolRun.Of(["build", Rows, "--profile", "rows=1..8..64", "--library", RtxNative.Folder], cancel.Token, output);

        Assert.Equal((ExitCodes.Cancelled, "Cancelled.\n"), (run.AssertEnded(ExitCodes.Cancelled).ExitCode, run.Error));
        Assert.Equal(["rows.onnx"], Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void Refusal_of_the_library_is_told_and_leaves_no_file()
    {
        ToolRun run = Build("--profile", "rows=1..8..64", "--compute-capability", "9.0").AssertEnded(ExitCodes.Failed);

        Assert.Contains("compute capability 9.0", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Engine));
    }

    [Fact]
    public void Unchanged_engines_of_a_program_are_left_alone()
    {
        string[] command = ProgramCommand();
        ToolRun.Of(command).AssertEnded(ExitCodes.Done);
        _program.Write("models/rows.onnx", Models.Rows("lines"));
        _program.Write("models/rows.onnx", Models.Rows());

        ToolRun second = ToolRun.Of(command).AssertEnded(ExitCodes.Done);

        Assert.Equal(2, second.Output.Split('\n').Count(line => line.EndsWith(" is up to date", StringComparison.Ordinal)));
    }

    [Fact]
    public void Changed_model_of_a_program_is_built_again()
    {
        string[] command = ProgramCommand();
        ToolRun.Of(command).AssertEnded(ExitCodes.Done);
        _program.Write("fixed.onnx", [.. Models.Fixed(), .. "r\u0003\u000a\u0001k"u8]);

        ToolRun second = ToolRun.Of(command).AssertEnded(ExitCodes.Done);

        Assert.Contains("FixedModel: reading the model", second.Output, StringComparison.Ordinal);
    }

    private string[] ProgramCommand() =>
        ["build", "--from", _program.Assembly, "--library", RtxNative.Folder, "--skip-unchanged", "--output-dir", _program.PathOf("out")];

    private ToolRun Build(params string[] more) => ToolRun.Of(["build", Rows, "--library", RtxNative.Folder, .. more]);

    private sealed class CancellingWriter(CancellationTokenSource cancel) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(" %, ", StringComparison.Ordinal) == true)
            {
                cancel.Cancel();
            }
        }
    }
}
