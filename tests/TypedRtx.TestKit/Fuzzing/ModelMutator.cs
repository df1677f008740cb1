using System.Text;

namespace TypedRtx.TestKit;

/// <summary>Damages a model: by fields, so that lengths stay true and the damage is found late, and by bytes.</summary>
public static class ModelMutator
{
    /// <summary>A damaged copy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="other">Another model, from which fields are taken.</param>
    /// <param name="random">Decides everything.</param>
    public static byte[] Mutate(byte[] model, byte[] other, Random random)
    {
        byte[] bytes = random.Next(3) == 0 ? model : MutateFields(model, other, random);
        for (int i = random.Next(bytes == model ? 1 : -4, 4); i > 0; i--)
        {
            bytes = MutateBytes(bytes, other, random);
        }

        return bytes;
    }

    private static byte[] MutateFields(byte[] model, byte[] other, Random random)
    {
        if (WireNode.TryParse(model) is not { Count: > 0 } fields)
        {
            return model;
        }

        for (int i = random.Next(1, 4); i > 0; i--)
        {
            (List<WireNode> siblings, int index) = Pick(fields, random);
            MutateField(siblings, index, other, random);
            if (fields.Count == 0)
            {
                break;
            }
        }

        return WireNode.Write(fields);
    }

    private static void MutateField(List<WireNode> siblings, int index, byte[] other, Random random)
    {
        WireNode node = siblings[index];
        switch (random.Next(9))
        {
            case 0:
                siblings.RemoveAt(index);
                break;
            case 1:
                // Twice, or so often that a limit may be met.
                int copies = random.Next(20) == 0 ? random.Next(5_000) : 1;
                siblings.InsertRange(index, Enumerable.Range(0, copies).Select(_ => node.Clone()));
                break;
            case 2:
                siblings.Reverse();
                break;
            case 3:
                Nest(node, random.Next(random.Next(4) == 0 ? 3_000 : 80));
                break;
            case 4:
                node.Field = random.Next(4) == 0 ? (ulong)random.Next(1, 1 << 29) : (ulong)random.Next(1, 30);
                break;
            case 5 when WireNode.TryParse(other) is { Count: > 0 } fields:
                (List<WireNode> from, int at) = Pick(fields, random);
                siblings.Insert(index, from[at].Clone());
                break;
            case 6 when node.Type == 0:
                node.Value = Number(random);
                break;
            default:
                if (node.Type == 0)
                {
                    node.Value = (ulong)random.Next(30);
                }
                else if (node.Type == 2)
                {
                    node.Children = null;
                    node.Payload = Encoding.UTF8.GetBytes(HostileText.Next(random));
                }

                break;
        }
    }

    // A field that holds itself, as subgraphs, types and functions can.
    private static void Nest(WireNode node, int depth)
    {
        byte[] inner = WireNode.Write([node]);
        if (node.Type != 2 || inner.Length > 4_096)
        {
            return;
        }

        for (int i = 0; i < depth; i++)
        {
            node.Children = null;
            node.Payload = inner;
            inner = WireNode.Write([node]);
        }
    }

    private static byte[] MutateBytes(byte[] model, byte[] other, Random random)
    {
        List<byte> bytes = [.. model];
        int at = random.Next(bytes.Count + 1);
        int count = Math.Min(random.Next(1, 64), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, count);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, count));
                break;
            case 5 when other.Length > 0:
                int from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(256), other.Length - from)).ToArray());
                break;
            default:
                using (MemoryStream number = new())
                {
                    WireNode.WriteVarint(number, Number(random));
                    bytes.RemoveRange(at, Math.Min(count, (int)number.Length));
                    bytes.InsertRange(at, number.ToArray());
                }

                break;
        }

        return [.. bytes];
    }

    private static ulong Number(Random random) => random.Next(6) switch
    {
        0 => 0,
        1 => ulong.MaxValue - (ulong)random.Next(4),
        2 => (ulong)long.MaxValue - (ulong)random.Next(4),
        3 => 1UL << random.Next(64),
        4 => (1UL << random.Next(64)) - 1,
        _ => (ulong)random.NextInt64(),
    };

    // Any field, deep ones as likely as shallow ones.
    private static (List<WireNode> Siblings, int Index) Pick(List<WireNode> fields, Random random)
    {
        while (true)
        {
            int index = random.Next(fields.Count);
            if (fields[index].Children is not { Count: > 0 } children || random.Next(4) == 0)
            {
                return (fields, index);
            }

            fields = children;
        }
    }
}
