namespace TypedRtx.Signatures.Tests.Reading;

public sealed class DamageTests
{
    private static readonly byte[] Model = Models.Small(graph => graph
        .Message(1, node => node.Text(4, "If").Message(5, attribute => attribute.Message(6, inner => inner
            .Initializer("inner", ElementType.Int8, [2], [1, 2]))))
        .Initializer("w", ElementType.Float32, [2, 2], new byte[16])
        .Message(5, tensor => tensor.External("far", ("location", "far.bin"), ("offset", "8")))
        .Value(11, "w", type => type.Tensor(ElementType.Float32, 2, 2))
        .Value(11, "m", type => type.Message(5, map => map
            .Varint(1, 7)
            .Message(2, value => value.Tensor(ElementType.String, "n", "n + m", null)))));

    [Fact]
    public void Model_cut_at_any_byte_is_refused_as_cut_off()
    {
        Assert.Equal(3, Models.Read(Model).Signature.Inputs.Count);
        for (int length = 0; length < Model.Length; length++)
        {
            OnnxFormatException error = Assert.Throws<OnnxFormatException>(() => Models.Read(Model[..length]));

            // Between two fields of the model nothing is missing but the fields that follow.
            bool isBetween = error.Message.Contains("cut off", StringComparison.Ordinal);
            Assert.True(
                error.Kind == (length == 0 ? OnnxFormatError.Empty : OnnxFormatError.Truncated) || isBetween,
                $"{length}: {error.Message}");
        }
    }

    [Fact]
    public void Error_says_how_many_bytes_a_cut_off_file_misses()
    {
        const int missing = 10;

        OnnxFormatException error = Assert.Throws<OnnxFormatException>(() => Models.Read(new WireWriter()
            .Varint(1, 8)
            .Message(7, graph => graph.Bytes(2, new byte[100]))
            .ToArray()[..^missing]));

        Assert.Contains("10 bytes or more too early", error.Message, StringComparison.Ordinal);
        Assert.Equal(OnnxFormatError.Truncated, error.Kind);
    }

    [Fact]
    public void Damaged_model_gives_a_signature_or_one_kind_of_error()
    {
        const int seed = 4_242;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = Mutate(random);
            try
            {
                ModelSignature signature = Models.Read(bytes).Signature;
                Assert.Equal(signature, ModelSignature.Parse(signature.ToString()));
                read++;
            }
            catch (OnnxFormatException error)
            {
                Assert.InRange(error.Position, 0, bytes.Length);
            }
        }

        Assert.InRange(read, 100, 19_900);
    }

    [Fact]
    public void File_that_shrinks_while_it_is_read_is_refused()
    {
        using ShrinkingStream stream = new(Model);

        OnnxFormatException error = Assert.Throws<OnnxFormatException>(() => OnnxModelReader.Read(stream));

        Assert.Equal(OnnxFormatError.Truncated, error.Kind);
        Assert.Contains("it changed while it was read", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Mutate(Random random)
    {
        List<byte> bytes = [.. Model];
        for (int i = random.Next(3); i >= 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 3:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(20), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    private sealed class ShrinkingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override long Length => base.Length + 1_000;
    }
}
