using TypedRtx.Benchmarks.Raw;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>Makes and reads values of the C API that are more than one tensor.</summary>
internal static unsafe class RawValues
{
    /// <summary>A value that holds copies.</summary>
    public static nint Create(RawLibrary library, TestValue value, OnnxType type) => value switch
    {
        TestSequence { Items.Count: 0 } => CreateEmpty(library, (TensorType)((SequenceType)Held(type)).Element),
        TestSequence sequence => Combine(
            library, 2, [.. sequence.Items.Select(item => Create(library, item, ((SequenceType)Held(type)).Element))]),
        TestMap map => Combine(library, 3, [RawTensors.Create(library, map.Keys), RawTensors.Create(library, map.Values)]),
        _ => RawTensors.Create(library, (TestTensor)value),
    };

    /// <summary>A copy of a value.</summary>
    public static TestValue Read(RawLibrary library, nint value, OnnxType type)
    {
        switch (type)
        {
            case OptionalType optional:
                int hasValue;
                library.Check(((delegate* unmanaged<nint, int*, nint>)library.Slot(192))(value, &hasValue));
                return hasValue == 0 ? TestAbsent.Instance : Read(library, value, optional.Element);
            case SequenceType sequence:
                nuint count;
                library.Check(((delegate* unmanaged<nint, nuint*, nint>)library.Slot(81))(value, &count));
                return new TestSequence([.. Enumerable.Range(0, (int)count).Select(i => Part(library, value, i, sequence.Element))]);
            case MapType map:
                return new TestMap(
                    (TestTensor)Part(library, value, 0, new TensorType(map.Key, null)), (TestTensor)Part(library, value, 1, map.Value));
            default:
                return RawTensors.Read(library, value);
        }
    }

    private static OnnxType Held(OnnxType type) => type is OptionalType optional ? optional.Element : type;

    private static TestValue Part(RawLibrary library, nint value, int index, OnnxType type)
    {
        nint part;
        library.Check(((delegate* unmanaged<nint, int, nint, nint*, nint>)library.Slot(80))(value, index, library.Allocator, &part));
        try
        {
            return Read(library, part, type);
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)library.Slot(96))(part);
        }
    }

    private static nint Combine(RawLibrary library, int kind, nint[] parts)
    {
        nint value;
        fixed (nint* first = parts)
        {
            library.Check(((delegate* unmanaged<nint*, nuint, int, nint*, nint>)library.Slot(82))(first, (nuint)parts.Length, kind, &value));
        }

        foreach (nint part in parts)
        {
            ((delegate* unmanaged<nint, void>)library.Slot(96))(part);
        }

        return value;
    }

    // The C API refuses to make one, so a model does.
    private static nint CreateEmpty(RawLibrary library, TensorType element)
    {
        using TempFolder folder = new();
        string path = new OnnxModelBuilder(opset: 16, irVersion: 8)
            .Output("v", OnnxTypes.Sequence(OnnxTypes.TensorOfUnknownRank(element.Element)))
            .Node("SequenceEmpty", [], ["v"], OnnxAttributes.Int("dtype", (int)element.Element))
            .Save(folder.PathOf("empty.onnx"));
        using RawSession session = new(path, hasSymbols: true);
        using RawNames names = new(["v"]);
        nint value = 0;
        library.Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)library.Slot(9))(
            session.Pointer, 0, null, null, 0, names.Pointers, 1, &value));
        return value;
    }
}
