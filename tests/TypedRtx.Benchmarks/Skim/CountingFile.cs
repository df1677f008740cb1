namespace TypedRtx.Benchmarks.Skim;

/// <summary>A file that knows how much of it was read.</summary>
internal sealed class CountingFile(string path)
    : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)
{
    /// <summary>The bytes read so far.</summary>
    public long BytesRead { get; private set; }

    // The overload with a span comes here too, as in every class derived from FileStream.
    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        BytesRead += read;
        return read;
    }
}
