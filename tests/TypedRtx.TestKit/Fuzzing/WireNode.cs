namespace TypedRtx.TestKit;

/// <summary>A field of a protobuf message, told from bytes without a schema: what looks like a message counts as one.</summary>
internal sealed class WireNode
{
    private const int MaxDepth = 12;

    /// <summary>The number of the field.</summary>
    public ulong Field { get; set; }

    /// <summary>How it is stored: 0 varint, 1 eight bytes, 2 a length and bytes, 5 four bytes.</summary>
    public int Type { get; set; }

    /// <summary>The value of a varint.</summary>
    public ulong Value { get; set; }

    /// <summary>The bytes of anything else; not used where there are children.</summary>
    public byte[] Payload { get; set; } = [];

    /// <summary>The fields of a message; null for anything else.</summary>
    public List<WireNode>? Children { get; set; }

    /// <summary>Reads the fields of a message; null where the bytes are none.</summary>
    public static List<WireNode>? TryParse(ReadOnlySpan<byte> bytes, int depth = 0)
    {
        List<WireNode> fields = [];
        while (bytes.Length > 0)
        {
            if (!TryVarint(ref bytes, out ulong tag) || tag >> 3 is 0 or > 0x1FFFFFFF)
            {
                return null;
            }

            WireNode node = new() { Field = tag >> 3, Type = (int)(tag & 7) };
            ulong length = node.Type switch { 1 => 8, 5 => 4, _ => 0 };
            if (node.Type is not (0 or 1 or 2 or 5)
                || (node.Type == 0 && !SetValue(node, ref bytes))
                || (node.Type == 2 && !TryVarint(ref bytes, out length))
                || length > (ulong)bytes.Length)
            {
                return null;
            }

            node.Payload = bytes[..(int)length].ToArray();
            bytes = bytes[(int)length..];
            node.Children = node.Type == 2 && length > 0 && depth < MaxDepth ? TryParse(node.Payload, depth + 1) : null;
            fields.Add(node);
        }

        return fields;
    }

    /// <summary>Writes fields, each with the length that it has.</summary>
    public static byte[] Write(IEnumerable<WireNode> fields)
    {
        using MemoryStream bytes = new();
        foreach (WireNode field in fields)
        {
            WriteVarint(bytes, (field.Field << 3) | (uint)field.Type);
            byte[] payload = field.Children is { } children ? Write(children) : field.Payload;
            if (field.Type == 0)
            {
                WriteVarint(bytes, field.Value);
                continue;
            }

            if (field.Type == 2)
            {
                WriteVarint(bytes, (ulong)payload.Length);
            }

            bytes.Write(payload);
        }

        return bytes.ToArray();
    }

    /// <summary>A copy that shares nothing.</summary>
    public WireNode Clone() => new()
    {
        Field = Field,
        Type = Type,
        Value = Value,
        Payload = Payload,
        Children = Children?.ConvertAll(child => child.Clone()),
    };

    /// <summary>Writes a number in the fewest bytes.</summary>
    public static void WriteVarint(Stream bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.WriteByte((byte)(value | 0x80));
        }

        bytes.WriteByte((byte)value);
    }

    private static bool SetValue(WireNode node, ref ReadOnlySpan<byte> bytes)
    {
        bool found = TryVarint(ref bytes, out ulong value);
        node.Value = value;
        return found;
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < 10 && i < bytes.Length; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
