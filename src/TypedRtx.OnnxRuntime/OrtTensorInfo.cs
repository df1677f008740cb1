using System.Text;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>What a binding needs to know of an input or output.</summary>
internal sealed class OrtTensorInfo
{
    // ONNXTensorElementDataType has the numbers of TensorProto.DataType up to here, and others after it.
    private const ElementType LastSharedNumber = ElementType.Float4E2M1;

    public OrtTensorInfo(ValueSignature value)
    {
        // On the pinned heap, so that the library is handed the same address in every run.
        int length = Encoding.UTF8.GetByteCount(value.Name);
        Utf8Name = GC.AllocateArray<byte>(length + 1, pinned: true);
        Encoding.UTF8.GetBytes(value.Name, Utf8Name);
        Name = value.Name;
        ElementType element = (value.Type as TensorType)?.Element ?? ElementType.Undefined;
        Element = element <= LastSharedNumber ? element : ElementType.Undefined;
        Bits = ElementTypes.BitsOf(Element);
    }

    /// <summary>The ONNX name.</summary>
    public string Name { get; }

    /// <summary>The ONNX name as bytes, with a NUL at the end, on the pinned object heap.</summary>
    public byte[] Utf8Name { get; }

    /// <summary>
    /// The element type, whose number is the library's too; undefined for what is no tensor that can be bound.
    /// </summary>
    public ElementType Element { get; }

    /// <summary>The size of an element in bits; 0 for strings.</summary>
    public int Bits { get; }

    /// <summary>The bytes that a tensor of this element type and a shape takes.</summary>
    /// <exception cref="OverflowException">The count leaves 64 bits.</exception>
    public long ByteLength(in TensorShape shape) => checked((shape.Length * Bits + 7) / 8);
}
