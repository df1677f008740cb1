namespace TypedRtx.Signatures.Tests.Reading;

/// <summary>A stream that notes which ranges of it were read.</summary>
internal sealed class CountingStream(Stream inner) : Stream
{
    public List<(long Start, int Length)> Reads { get; } = [];

    public long BytesRead => Reads.Sum(read => (long)read.Length);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        long start = inner.Position;
        int read = inner.Read(buffer, offset, count);
        Reads.Add((start, read));
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
