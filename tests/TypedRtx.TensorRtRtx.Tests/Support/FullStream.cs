namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Takes nothing, as a full disk.</summary>
internal sealed class FullStream : MemoryStream
{
    public const string Message = "no space left";

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException(Message);

    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException(Message);
}
