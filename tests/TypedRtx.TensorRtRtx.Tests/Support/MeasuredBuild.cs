using System.Globalization;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>A build of one process, as a line of text between the two.</summary>
/// <param name="ByteLength">The engine's size in bytes.</param>
/// <param name="Elapsed">How long reading and building took.</param>
/// <param name="Before">The resident memory before the build, in bytes.</param>
/// <param name="Growth">How far the peak was above that, in bytes.</param>
/// <param name="Hash">The engine's SHA-256.</param>
internal sealed record MeasuredBuild(long ByteLength, TimeSpan Elapsed, long Before, long Growth, string Hash)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static MeasuredBuild Parse(string text)
    {
        string[] parts = text.Trim().Split(' ');
        return new MeasuredBuild(Number(parts[0]), TimeSpan.FromMilliseconds(Number(parts[1])), Number(parts[2]), Number(parts[3]), parts[4]);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{ByteLength} {(long)Elapsed.TotalMilliseconds} {Before} {Growth} {Hash}");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
