using Microsoft.Win32.SafeHandles;
using TypedRtx.Caching;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Cli.Inspect;

/// <summary>Writes what the header of an engine says. The engine is not opened: to open one is to run what is in it.</summary>
internal static class EngineReport
{
    /// <summary>Writes the report; false where the file is no engine.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    public static bool TryWrite(string path, Terminal terminal)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            return TryWrite(Path.GetFullPath(path), file, terminal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{path}' cannot be read. {error.Message}");
        }
    }

    private static bool TryWrite(string path, SafeFileHandle file, Terminal terminal)
    {
        long length = RandomAccess.GetLength(file);
        if (EngineFile.KeyTextOf(file) is { } key)
        {
            terminal.Line(path);
            List<(string, string)> rows = [("size", ByteText.Of(length))];
            rows.AddRange(KeyRows.Of(key));
            rows.Add(("checksum", EntryFile.Refusal(file, key) ?? "right"));
            new Section("engine of TensorRT for RTX", rows).Write(terminal);
            return true;
        }

        Span<byte> start = stackalloc byte[4];
        if (RandomAccess.Read(file, start, 0) < start.Length || !start.SequenceEqual("vtrt"u8))
        {
            return false;
        }

        terminal.Line(path);
        new Section("engine of TensorRT for RTX",
        [
            ("size", ByteText.Of(length)),
            ("header", "none: it does not say what it was built of, so programs do not take it from beside their model"),
        ]).Write(terminal);
        return true;
    }
}
