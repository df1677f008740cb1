namespace TypedRtx;

/// <summary>An element of less than a byte, several of which share one in a tensor.</summary>
/// <typeparam name="TSelf">The element type.</typeparam>
public interface IPackedElement<TSelf> : IEquatable<TSelf>
    where TSelf : struct, IPackedElement<TSelf>
{
    /// <summary>The bits of one element: 2 or 4.</summary>
    static abstract int BitWidth { get; }

    /// <summary>The element with these bits; higher bits are ignored.</summary>
    static abstract TSelf FromBits(byte bits);

    /// <summary>The bits of the element, the others 0.</summary>
    byte ToBits();
}
