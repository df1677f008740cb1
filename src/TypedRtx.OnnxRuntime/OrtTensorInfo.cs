using System.Text;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>What a binding needs to know of an input or output.</summary>
internal sealed class OrtTensorInfo
{
    public OrtTensorInfo(ValueSignature value)
    {
        // On the pinned heap, so that the library is handed the same address in every run.
        int length = Encoding.UTF8.GetByteCount(value.Name);
        Utf8Name = GC.AllocateArray<byte>(length + 1, pinned: true);
        Encoding.UTF8.GetBytes(value.Name, Utf8Name);
        Name = value.Name;
        Type = value.Type;
        Element = (value.Type as TensorType)?.Element ?? ElementType.Undefined;
        Number = OrtElementNumber.Of(Element);
        Bits = ElementTypes.BitsOf(Element);
    }

    /// <summary>The ONNX name.</summary>
    public string Name { get; }

    /// <summary>The type that the model declares.</summary>
    public OnnxType Type { get; }

    /// <summary>The ONNX name as bytes, with a NUL at the end, on the pinned object heap.</summary>
    public byte[] Utf8Name { get; }

    /// <summary>The element type; undefined for what is no tensor.</summary>
    public ElementType Element { get; }

    /// <summary>The number that the library tells of values of the element type.</summary>
    public int Number { get; }

    /// <summary>The size of an element in bits; 0 for strings.</summary>
    public int Bits { get; }

    /// <summary>A tensor inside of this value, for messages under the same name.</summary>
    public OrtTensorInfo Of(TensorType part) => new(new ValueSignature(Name, part));

    /// <summary>The bytes that a tensor of this element type and a shape takes.</summary>
    /// <exception cref="OverflowException">The count leaves 64 bits.</exception>
    public long ByteLength(in TensorShape shape) => checked((shape.Length * Bits + 7) / 8);
}
