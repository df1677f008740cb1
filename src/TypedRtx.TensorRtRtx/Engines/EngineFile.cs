using Microsoft.Win32.SafeHandles;
using TypedRtx.Caching;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// An engine that was built before the program ran and lies beside its model. The file is an entry of a cache, header and all, so
/// that one of another model, another version of the library or other lengths, or a damaged one, is told before it is opened. It is
/// trusted as the program's own files are: whoever may write there may write the program.
/// </summary>
internal static class EngineFile
{
    /// <summary>What the file ends with.</summary>
    public const string Extension = ".rtxengine";

    // An engine for some GPUs alone, with bounded scratch memory, of full precision, or for other values of inputs of shapes serves a
    // program too: whoever built it meant it so, and the library says whether it runs.
    private static readonly string[] BuildersOwn = ["part capabilities=", "part workspace=", "part tf32=", "part values="];

    /// <summary>The file beside a model.</summary>
    public static string Beside(string modelPath) => Path.ChangeExtension(modelPath, Extension);

    /// <summary>Writes a file that is there whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">What the engine is valid for.</param>
    /// <param name="write">Writes the engine; what it throws is thrown on.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public static void Write(string path, CacheKey key, Action<Stream> write)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0);
            Exception? failure = EntryWriter.Fill(file, CacheNames.TextOf(key), write);
            failure ??= EntryWriter.Publish(file, temporary, path);
            if (failure is not null)
            {
                throw new IOException($"The engine '{path}' cannot be written. {failure.Message}", failure);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens an engine after its header and checksum were held against what is needed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">What the engine is to be valid for.</param>
    /// <param name="refusal">Why the file is not used; null where it is, or where there is none.</param>
    public static EngineBytes? TryOpen(string path, CacheKey key, out string? refusal)
    {
        refusal = null;
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
            string? found = KeyTextOf(file);
            refusal = Difference(found, CacheNames.TextOf(key));
            EntryBlocks? blocks = refusal is null ? EntryBlocks.Open(file, found!, 0, RandomAccess.GetLength(file), out refusal) : null;
            refusal ??= blocks!.Refusal();
            return refusal is null ? EngineBytes.From(blocks!.Map()) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refusal = e.Message;
            return null;
        }
    }

    /// <summary>Whether a file was built of just that; its payload is not looked at.</summary>
    public static bool IsFor(string path, CacheKey key)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using SafeFileHandle file = File.OpenHandle(path);
        string keyText = CacheNames.TextOf(key);
        byte[] header = new byte[CacheHeader.LengthOf(keyText)];
        int read = RandomAccess.Read(file, header, 0);
        return CacheHeader.Refusal(header.AsSpan(0, read), keyText, RandomAccess.GetLength(file)) is null;
    }

    /// <summary>The key in a file, one part a line; null where it is no engine of ours.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? KeyTextOf(SafeFileHandle file) => EntryFile.KeyTextOf(file, 0, out _);

    private static string? Difference(string? found, string wanted)
    {
        if (found is null)
        {
            return "it is no engine that TypedRtx wrote";
        }

        string[] has = Parts(found);
        string[] needs = Parts(wanted);
        string? missing = needs.Except(has).FirstOrDefault();
        string? other = has.Except(needs).FirstOrDefault();
        return (missing, other) is (null, null) && has.SequenceEqual(needs) ? null
            : $"it was built of something else: it has '{other ?? "nothing more"}', and '{missing ?? "nothing more"}' is needed";
    }

    private static string[] Parts(string keyText) =>
        [.. keyText.Split('\n').Where(line => !Array.Exists(BuildersOwn, part => line.StartsWith(part, StringComparison.Ordinal)))];
}
