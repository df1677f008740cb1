using System.Security.Cryptography;

namespace TypedRtx.Cli.Inspect;

/// <summary>Writes what can be said of an engine without opening it, which would run what is in it.</summary>
internal static class EngineReport
{
    /// <summary>Whether a file begins as engines of TensorRT for RTX do.</summary>
    public static bool IsEngine(string path)
    {
        Span<byte> start = stackalloc byte[4];
        using FileStream stream = Open(path);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("vtrt"u8);
    }

    /// <summary>Writes the report.</summary>
    public static void Write(string path, Terminal terminal)
    {
        string full = Path.GetFullPath(path);
        using FileStream stream = Open(path);
        terminal.Line(full);
        new Section("engine of TensorRT for RTX",
        [
            ("size", ByteText.Of(stream.Length)),
            ("SHA-256", Convert.ToHexStringLower(SHA256.HashData(stream))),
        ]).Write(terminal);
        new Section("built of", Note(full)).Write(terminal);
    }

    // The note that 'build --skip-unchanged' leaves; the engine itself does not say.
    private static List<(string, string)> Note(string engine)
    {
        string path = engine + Build.EngineNote.Extension;
        return File.Exists(path)
            ? [.. File.ReadAllLines(path).Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))]
            : [];
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
}
