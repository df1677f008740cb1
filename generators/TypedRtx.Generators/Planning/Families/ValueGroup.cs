using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Families;

/// <summary>What becomes one member: an input or output, or several whose names differ in a number alone.</summary>
/// <param name="Raw">What the member is named after: the ONNX name, of a family the names with a star for the number.</param>
/// <param name="Name">The ONNX name, of a family all of them: <c>present.{0..31}.key</c>.</param>
/// <param name="Type">The type; in a family with <c>?</c> where the axes of its members bear different names.</param>
/// <param name="Indexes">The indexes in the signature, in the order of the numbers.</param>
internal sealed record ValueGroup(string Raw, string Name, OnnxType Type, EquatableArray<int> Indexes)
{
    /// <summary>Whether it stands for several values.</summary>
    public bool IsFamily => Indexes.Count > 1;

    /// <summary>The index in the signature; of a family that of its first member.</summary>
    public int Index => Indexes[0];

    public static ValueGroup Single(ValueSignature value, int index) =>
        new(value.Name, value.Name, value.Type, new[] { index }.ToEquatableArray());
}
