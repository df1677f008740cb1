using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Families;

/// <summary>The type that all members of a family have.</summary>
internal static class FamilyType
{
    /// <summary>Whether a value can be one of several: a dense tensor with axes that has to be given.</summary>
    public static bool IsEligible(ValueSignature value) =>
        !value.IsOptional
        && value.Type is TensorType { Shape.Count: > 0 } tensor
        && ElementForms.CSharpOf(tensor.Element) is not null
        && !ElementForms.IsPacked(tensor.Element);

    /// <summary>
    /// The type of both; null where the element types, ranks or fixed lengths differ. Exporters name the same axis of each
    /// layer anew, so an axis whose symbols differ is one of which the type says nothing.
    /// </summary>
    public static TensorType? Merge(TensorType? left, TensorType right)
    {
        if (left is not { Shape: { } a } || right.Shape is not { } b || left.Element != right.Element || a.Count != b.Count)
        {
            return null;
        }

        Dimension[] axes = new Dimension[a.Count];
        for (int i = 0; i < axes.Length; i++)
        {
            if (a[i].IsStatic != b[i].IsStatic || (a[i].IsStatic && a[i] != b[i]))
            {
                return null;
            }

            axes[i] = a[i] == b[i] ? a[i] : Dimension.Unknown;
        }

        return new TensorType(left.Element, axes.ToEquatableArray());
    }
}
