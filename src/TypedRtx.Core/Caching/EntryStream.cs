namespace TypedRtx.Caching;

/// <summary>
/// Takes the payload of an entry: counts what passes, and makes its checksums. What the disk does wrong is kept for the store and not thrown,
/// because the writer, often a native library, can do nothing about it and is not to be blamed.
/// </summary>
internal sealed class EntryStream(Stream file) : Stream
{
    private readonly BlockSums _sums = new();
    private long _byteLength;

    /// <summary>What kept bytes from being written; null when all were.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _byteLength;

    public override long Position
    {
        get => _byteLength;
        set => throw new NotSupportedException();
    }

    /// <summary>The checksums of what was written; ends the stream.</summary>
    public byte[] FinishSums() => _sums.Finish();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _byteLength += buffer.Length;
        if (Failure is not null)
        {
            return;
        }

        try
        {
            file.Write(buffer);
            _sums.Append(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failure = e;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
