using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex.Renderer;
using Xunit;

namespace TypedRtx.TestKit;

/// <summary>Compares texts with the baselines beside the test's source file.</summary>
/// <remarks>
/// A missing or different baseline fails the test and leaves a <c>.received.</c> file beside it. Run the tests with
/// <c>TYPEDRTX_ACCEPT=1</c> to write the baselines, then review the diff. Thread-safe.
/// </remarks>
public static class SnapshotVerifier
{
    /// <summary>The environment variable that makes the verifier write baselines when it is <c>1</c>.</summary>
    public const string AcceptVariable = "TYPEDRTX_ACCEPT";

    private const string DiagnosticsName = "diagnostics";
    private const int ContextLines = 3;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Compares what a generator made: each source, and the diagnostics if there are any.</summary>
    /// <param name="run">The run of the generator.</param>
    /// <param name="variant">Tells the cases of a theory apart.</param>
    /// <param name="callerFilePath">Given by the compiler.</param>
    /// <param name="callerMemberName">Given by the compiler.</param>
    public static void Verify(
        GeneratorRun run,
        string? variant = null,
        [CallerFilePath] string callerFilePath = "",
        [CallerMemberName] string callerMemberName = "")
    {
        List<SnapshotFile> files = [.. run.Sources.Select(source => SnapshotFile.FromSource(source.Key, source.Value))];
        if (run.DiagnosticLines.Count > 0)
        {
            string lines = string.Concat(run.DiagnosticLines.Select(line => line + "\n"));
            files.Add(new SnapshotFile(DiagnosticsName, "txt", lines));
        }

        Verify(files, variant, callerFilePath, callerMemberName);
    }

    /// <summary>Compares one text.</summary>
    /// <param name="text">The text; its lines end with LF.</param>
    /// <param name="name">What stands after <c>#</c> in the file name.</param>
    /// <param name="extension">The extension of the baseline, without a dot.</param>
    /// <param name="variant">Tells the cases of a theory apart.</param>
    /// <param name="callerFilePath">Given by the compiler.</param>
    /// <param name="callerMemberName">Given by the compiler.</param>
    public static void Verify(
        string text,
        string name,
        string extension = "txt",
        string? variant = null,
        [CallerFilePath] string callerFilePath = "",
        [CallerMemberName] string callerMemberName = "") =>
        Verify([new SnapshotFile(name, extension, text)], variant, callerFilePath, callerMemberName);

    /// <summary>Compares several texts of one test.</summary>
    /// <param name="files">The texts, in any order.</param>
    /// <param name="variant">Tells the cases of a theory apart.</param>
    /// <param name="callerFilePath">Given by the compiler.</param>
    /// <param name="callerMemberName">Given by the compiler.</param>
    public static void Verify(
        IEnumerable<SnapshotFile> files,
        string? variant = null,
        [CallerFilePath] string callerFilePath = "",
        [CallerMemberName] string callerMemberName = "")
    {
        string prefix = SnapshotPath.PrefixOf(callerFilePath, callerMemberName, variant);
        bool accept = Environment.GetEnvironmentVariable(AcceptVariable) == "1";
        if (FindDifferences(prefix, files, accept) is string differences)
        {
            Assert.Fail(differences);
        }
    }

    /// <summary>Compares texts with the baselines whose paths begin with a prefix; null when all are equal.</summary>
    internal static string? FindDifferences(string prefix, IEnumerable<SnapshotFile> files, bool accept)
    {
        SnapshotClaims.AddTest(prefix);
        StringBuilder differences = new();
        foreach (SnapshotFile file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            string verified = SnapshotPath.VerifiedOf(prefix, file);
            SnapshotClaims.AddFile(verified);
            if (Compare(verified, SnapshotText.Scrub(file.Text), accept) is string difference)
            {
                differences.Append(difference).Append('\n');
            }
        }

        return differences.Length == 0 ? null : differences.ToString();
    }

    private static string? Compare(string verified, string text, bool accept)
    {
        string name = Path.GetFileName(verified);
        if (SnapshotText.FindViolation(text) is string violation)
        {
            return $"{name}: {violation}";
        }

        string received = SnapshotPath.ReceivedOf(verified);
        byte[] bytes = Utf8.GetBytes(text);
        byte[]? baseline = File.Exists(verified) ? File.ReadAllBytes(verified) : null;
        if (baseline is not null && bytes.AsSpan().SequenceEqual(baseline))
        {
            File.Delete(received);
            return null;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
        if (accept)
        {
            File.WriteAllBytes(verified, bytes);
            File.Delete(received);
            return null;
        }

        File.WriteAllBytes(received, bytes);
        string howTo = $"Run with {AcceptVariable}=1 to accept it.";
        if (baseline is null)
        {
            return $"{name}: there is no baseline; the text is in {Path.GetFileName(received)}. {howTo}";
        }

        string diff = UnidiffRenderer.GenerateUnidiff(
            Utf8.GetString(baseline),
            text,
            name,
            Path.GetFileName(received),
            ignoreWhitespace: false,
            contextLines: ContextLines);
        return $"{name}: the text differs from the baseline. {howTo}\n{diff}";
    }
}
