using System.Buffers.Binary;
using System.Text;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// What the entry of an optimised model holds: the graph, and which weights it takes from where. Or why the model cannot be kept, so that
/// nobody tries again.
/// </summary>
/// <param name="Refusal">Why it cannot be kept; empty where it is.</param>
/// <param name="Weights">The content hash of the entry with its weights; empty where it needs none.</param>
/// <param name="OpeningTime">How long the model took to open.</param>
/// <param name="Tensors">The weights that are not in the graph, and where they lie in that entry.</param>
internal sealed record KeptModelRecord(
    string Refusal, string Weights, TimeSpan OpeningTime, IReadOnlyList<StoredTensor> Tensors)
{
    /// <summary>Changes when what entries hold means something else.</summary>
    public const int Format = 3;

    private const int Alignment = 64;

    /// <summary>A model that cannot be kept.</summary>
    public static KeptModelRecord Refused(string reason) => new(reason, "", TimeSpan.Zero, []);

    /// <summary>Writes it, and the graph behind it.</summary>
    public void Write(Stream stream, ReadOnlySpan<byte> graph)
    {
        using MemoryStream table = new();
        using (BinaryWriter writer = new(table, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(0);
            writer.Write(Refusal);
            writer.Write(Weights);
            writer.Write(OpeningTime.Ticks);
            writer.Write(Tensors.Count);
            foreach (StoredTensor tensor in Tensors)
            {
                Write(writer, tensor);
            }
        }

        int length = (int)((table.Length + Alignment - 1) / Alignment * Alignment);
        table.SetLength(length);
        byte[] bytes = table.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        stream.Write(bytes);
        stream.Write(graph);
    }

    /// <summary>Reads what was written; null where it is not that.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="byteLength">How many bytes there are, the graph among them.</param>
    /// <param name="graph">Where the graph begins.</param>
    public static unsafe KeptModelRecord? Read(nint address, long byteLength, out long graph)
    {
        graph = 0;
        using UnmanagedMemoryStream stream = new((byte*)address, byteLength);
        using BinaryReader reader = new(stream, Encoding.UTF8);
        try
        {
            graph = reader.ReadInt32();
            KeptModelRecord record = new(
                reader.ReadString(), reader.ReadString(), TimeSpan.FromTicks(reader.ReadInt64()), ReadTensors(reader));
            return graph >= stream.Position && graph <= byteLength ? record : null;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static void Write(BinaryWriter writer, StoredTensor tensor)
    {
        writer.Write(tensor.Name);
        writer.Write((int)tensor.Element);
        writer.Write(tensor.Lengths.Length);
        Array.ForEach(tensor.Lengths, writer.Write);
        writer.Write(tensor.Offset);
        writer.Write(tensor.ByteLength);
    }

    private static List<StoredTensor> ReadTensors(BinaryReader reader)
    {
        List<StoredTensor> tensors = [];
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            ElementType element = (ElementType)reader.ReadInt32();
            int rank = reader.ReadInt32();
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)rank, (uint)OnnxLimits.Rank);
            long[] lengths = new long[rank];
            for (int axis = 0; axis < rank; axis++)
            {
                lengths[axis] = reader.ReadInt64();
            }

            tensors.Add(new StoredTensor(name, element, lengths, "", reader.ReadInt64(), reader.ReadInt64()));
        }

        return tensors;
    }
}
