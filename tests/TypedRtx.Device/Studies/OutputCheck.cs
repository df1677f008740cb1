using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Device.Studies;

/// <summary>Compares outputs with those of a run that is known to be right, float32 and float16. Allocates nothing after its first comparison.</summary>
internal sealed class OutputCheck
{
    private readonly ElementType[] _elements;
    private readonly float[][] _expected;
    private readonly float[][] _differences;
    private readonly double[] _largest;

    public OutputCheck(ModelDescriptor model, byte[][] expected)
    {
        _elements = [.. model.Signature.Outputs.Select(output => ((TensorType)output.Type).Element)];
        _expected = [.. expected.Select((bytes, i) => TensorProtoFile.Floats(_elements[i], bytes))];
        _differences = [.. _expected.Select(values => new float[values.Length])];
        _largest = [.. _expected.Select(values => Math.Max(1e-12, Math.Abs(TensorPrimitives.MaxMagnitude<float>(values))))];
    }

    /// <summary>How far results may be apart: sums come in another order, TF32 and fp16 round.</summary>
    public double Tolerance => _elements.Contains(ElementType.Float16) ? 1e-2 : 2e-3;

    /// <summary>The largest difference over the largest value of its output; infinite where there is no number.</summary>
    public double Difference(byte[][] actual)
    {
        double worst = 0;
        for (int i = 0; i < _expected.Length; i++)
        {
            float[] differences = _differences[i];
            if (_elements[i] == ElementType.Float16)
            {
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(actual[i]), differences);
                TensorPrimitives.Subtract(differences, _expected[i], differences);
            }
            else
            {
                TensorPrimitives.Subtract(MemoryMarshal.Cast<byte, float>(actual[i]), _expected[i], differences);
            }

            double difference = Math.Abs(TensorPrimitives.MaxMagnitude<float>(differences)) / _largest[i];
            worst = Math.Max(worst, double.IsNaN(difference) ? double.PositiveInfinity : difference);
        }

        return worst;
    }

    public static byte[][] Of(GenericModel model, GenericDeviceBinding binding) =>
        [.. model.Descriptor.Signature.Outputs.Select((_, i) => Bytes.Of(model, binding, i))];

    public static byte[][] Of(GenericModel model, GenericBinding binding) =>
        [.. model.Descriptor.Signature.Outputs.Select((_, i) => Bytes.Of(model, binding, i))];

    /// <summary>Reads the outputs of a binding into arrays that were made by <see cref="Of(GenericModel, GenericDeviceBinding)"/>.</summary>
    public static void Read(GenericModel model, GenericDeviceBinding binding, byte[][] into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            if (((TensorType)model.Descriptor.Signature.Outputs[i].Type).Element == ElementType.Float16)
            {
                binding.Out<Half>(i).CopyTo(MemoryMarshal.Cast<byte, Half>(into[i].AsSpan()));
            }
            else
            {
                binding.Out<float>(i).CopyTo(MemoryMarshal.Cast<byte, float>(into[i].AsSpan()));
            }
        }
    }
}
