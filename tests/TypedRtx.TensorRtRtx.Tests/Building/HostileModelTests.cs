using System.Globalization;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Hostile and broken models give an engine or an exception that says why not, and never take the process with them.</summary>
public sealed class HostileModelTests(ITestOutputHelper output)
{
    private const string Begins = "model ";
    private const string Ends = "verdict ";

    // Honest work, and in proportion to its 100,000 nodes: over a minute on two cores.
    private const string Long = "93_100k_nodes";

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    private static bool IsLong => Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1";

    [Fact]
    public void Every_bad_model_has_a_readable_verdict()
    {
        SharedFiles.Require("bad-models/cases.tar.gz");
        Queue<string> left = new(SharedFiles.BadModels().Where(path => IsLong || Path.GetFileNameWithoutExtension(path) != Long));
        List<string> wrong = [];
        while (left.Count > 0)
        {
            ProcessResult result = ProcessRunner.Run(ChildProgram.Request("try", [RtxNative.Folder, .. left]));
            string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            string name = "none";
            foreach (string line in lines)
            {
                if (line.StartsWith(Begins, StringComparison.Ordinal))
                {
                    name = line[Begins.Length..];
                    left.Dequeue();
                }
                else if (line.StartsWith(Ends, StringComparison.Ordinal))
                {
                    output.WriteLine($"{name}: {line}");
                    wrong.AddRange(Judge(name, line).Select(problem => $"{name} {problem}: {line}"));
                }
            }

            if (result.ExitCode != 0)
            {
                wrong.Add($"{name} ended the process: {result}");
            }

            // A child that does not even begin would be started for ever.
            Assert.True(lines.Length > 0, result.ToString());
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static IEnumerable<string> Judge(string name, string line)
    {
        string[] parts = line.Split(' ', 4);
        if (name != Long && double.Parse(parts[1], CultureInfo.InvariantCulture) > MaxTime.TotalSeconds)
        {
            yield return "took long";
        }

        if (parts[2] is not ("engine" or nameof(ModelFileException) or nameof(EngineBuildException)))
        {
            yield return "gave another exception";
        }

        if (line.Contains("/_src/", StringComparison.Ordinal) || line.Contains("catchCudaError", StringComparison.Ordinal))
        {
            yield return "is unreadable";
        }
    }
}
