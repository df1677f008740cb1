using System.Text;

namespace TypedRtx.Signatures.Tests.Reading;

/// <summary>Writes protobuf byte by byte, so that tests can also write what no library would.</summary>
internal sealed class WireWriter
{
    private readonly MemoryStream _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    public WireWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public WireWriter Number(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        _bytes.WriteByte((byte)value);
        return this;
    }

    public WireWriter Tag(int field, int type) => Number(((ulong)field << 3) | (uint)type);

    public WireWriter Varint(int field, long value) => Tag(field, 0).Number(unchecked((ulong)value));

    public WireWriter Bytes(int field, ReadOnlySpan<byte> bytes) =>
        Tag(field, 2).Number((ulong)bytes.Length).Raw(bytes);

    public WireWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public WireWriter Message(int field, Action<WireWriter> write)
    {
        WireWriter message = new();
        write(message);
        return Bytes(field, message.ToArray());
    }
}
