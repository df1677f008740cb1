using TypedRtx.Caching;

namespace TypedRtx.Cli.Inspect;

/// <summary>Writes what the header of an engine file says: what the engine was built of. The engine itself is not opened.</summary>
internal static class EngineReport
{
    /// <summary>Whether a file is an engine with such a header.</summary>
    public static bool IsEngine(string path) => CacheFile.ReadKey(path) is not null;

    /// <summary>Writes the report.</summary>
    public static void Write(string path, Terminal terminal)
    {
        CacheKey key = CacheFile.ReadKey(path)!;
        terminal.Line(Path.GetFullPath(path));
        List<(string, string)> rows = [("size", ByteText.Of(new FileInfo(path).Length)), ("model", key.Model)];
        rows.AddRange(key.Parts.Select(part => part.Split('=', 2)).Select(pair => (pair[0], pair[^1])));
        new Section("engine of TensorRT for RTX", rows).Write(terminal);
    }
}
