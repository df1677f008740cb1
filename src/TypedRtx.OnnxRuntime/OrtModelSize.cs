using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>How large a model is, weights included.</summary>
internal static class OrtModelSize
{
    private const int TinyBytes = 128 * 1024;

    /// <summary>The bytes of a model and of its files of weights.</summary>
    /// <exception cref="IOException">The file cannot be asked.</exception>
    public static long ByteLengthOf(ModelSource source) =>
        (source.Path is { } path ? new FileInfo(path).Length : source.Bytes.Length) + source.ExternalData.Sum(file => file.ByteLength);

    /// <summary>Whether a run is so short that what surrounds it counts. False for what cannot be read.</summary>
    public static bool IsTiny(ModelSource source)
    {
        if (source.Path is not { } path)
        {
            return source.Bytes.Length <= TinyBytes;
        }

        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return file.Length <= TinyBytes && OnnxModelReader.Read(file).ExternalDataFiles.Count == 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OnnxFormatException)
        {
            // Loading it says what is wrong.
            return false;
        }
    }
}
