using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Our small floats convert as the operator Cast of ONNX Runtime does.</summary>
public sealed class CastTests
{
    private static readonly float[] Samples = [.. Values().Distinct()];

    [Theory]
    [InlineData(ElementType.Float8E4M3FN)]
    [InlineData(ElementType.Float8E4M3FNUZ)]
    [InlineData(ElementType.Float8E5M2)]
    [InlineData(ElementType.Float8E5M2FNUZ)]
    [InlineData(ElementType.Float8E8M0)]
    public void Every_byte_widens_as_the_library_widens_it(ElementType type)
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(bits => (byte)bits)];

        float[] wide = Cast(new TestTensor(type, [256], bytes), ElementType.Float32, saturate: true).ToArray<float>();

        Assert.Equal([.. bytes.Select(bits => Widen(type, bits))], wide);
    }

    [Theory]
    [InlineData(ElementType.Float8E4M3FN, true)]
    [InlineData(ElementType.Float8E4M3FN, false)]
    [InlineData(ElementType.Float8E4M3FNUZ, true)]
    [InlineData(ElementType.Float8E4M3FNUZ, false)]
    [InlineData(ElementType.Float8E5M2, true)]
    [InlineData(ElementType.Float8E5M2, false)]
    [InlineData(ElementType.Float8E5M2FNUZ, true)]
    [InlineData(ElementType.Float8E5M2FNUZ, false)]
    [InlineData(ElementType.Float8E8M0, true)]
    [InlineData(ElementType.Float8E8M0, false)]
    public void Floats_narrow_as_the_library_narrows_them(ElementType type, bool saturate)
    {
        byte[] theirs = Cast(TestTensor.Create(Samples, Samples.Length), type, saturate).Data;
        List<string> differences = [];
        for (int i = 0; i < Samples.Length; i++)
        {
            byte ours = Narrow(type, Samples[i], saturate);
            if (!DepartsFromOnnx(type, Samples[i], saturate) && ours != theirs[i] && !(float.IsNaN(Widen(type, ours)) && float.IsNaN(Widen(type, theirs[i]))))
            {
                differences.Add($"{Samples[i]:R}: ours 0x{ours:X2} {Widen(type, ours)}, theirs 0x{theirs[i]:X2} {Widen(type, theirs[i])}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {Samples.Length} differ:\n{string.Join('\n', differences.Take(40))}");
    }

    // Saturating, ONNX makes infinities not-a-number in the types without -0, and the library the largest number. Not
    // saturating, what rounds to the next steps behind the largest number is out of range, and the library takes some of it
    // for the largest number or not-a-number.
    private static bool DepartsFromOnnx(ElementType type, float value, bool saturate) => (type, saturate) switch
    {
        (ElementType.Float8E4M3FNUZ or ElementType.Float8E5M2FNUZ, true) => float.IsInfinity(value),
        (ElementType.Float8E4M3FN, false) => MathF.Abs(value) is > 464 and < 512,
        (ElementType.Float8E5M2, false) => MathF.Abs(value) is >= 61440 and <= 65536,
        _ => false,
    };

    private static IEnumerable<float> Values()
    {
        float[] special = [0, float.Epsilon, float.MaxValue, float.PositiveInfinity, float.NaN, 240, 247.9f, 248, 448, 464, 464.1f, 480, 57344, 61440, 61439, 65536];
        IEnumerable<float> powers = Enumerable.Range(-30, 60).SelectMany(exponent => Enumerable.Range(0, 33).SelectMany(step =>
        {
            float value = MathF.ScaleB(1 + (step / 32f), exponent);
            return (float[])[value, MathF.BitIncrement(value), MathF.BitDecrement(value)];
        }));
        return special.Concat(powers).SelectMany(value => (float[])[value, -value]);
    }

    private static TestTensor Cast(TestTensor input, ElementType to, bool saturate)
    {
        using TempFolder folder = new();
        GeneratedModel model = GeneratedModel.Save(folder, "Cast", new OnnxModelBuilder("cast", opset: 25, irVersion: 12)
            .Input("x", input.ElementType, "n")
            .Output("y", to, "n")
            .Node("Cast", ["x"], ["y"], OnnxAttributes.Int("to", (long)to), OnnxAttributes.Int("saturate", saturate ? 1 : 0)));
        using GeneratedProject project = GeneratedProject.Compile([model]);
        using IDisposable loaded = project.Driver("Cast").Load(model.Path);
        return project.Driver("Cast").Run(loaded, [input])[0]!;
    }

    private static float Widen(ElementType type, byte bits) => type switch
    {
        ElementType.Float8E4M3FN => (float)Float8E4M3FN.FromBits(bits),
        ElementType.Float8E4M3FNUZ => (float)Float8E4M3FNUZ.FromBits(bits),
        ElementType.Float8E5M2 => (float)Float8E5M2.FromBits(bits),
        ElementType.Float8E5M2FNUZ => (float)Float8E5M2FNUZ.FromBits(bits),
        _ => (float)Float8E8M0.FromBits(bits),
    };

    private static byte Narrow(ElementType type, float value, bool saturate) => type switch
    {
        ElementType.Float8E4M3FN => Float8E4M3FN.FromSingle(value, saturate).ToBits(),
        ElementType.Float8E4M3FNUZ => Float8E4M3FNUZ.FromSingle(value, saturate).ToBits(),
        ElementType.Float8E5M2 => Float8E5M2.FromSingle(value, saturate).ToBits(),
        ElementType.Float8E5M2FNUZ => Float8E5M2FNUZ.FromSingle(value, saturate).ToBits(),
        _ => Float8E8M0.FromSingle(value, saturate).ToBits(),
    };
}
