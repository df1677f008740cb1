using System.Globalization;

namespace TypedRtx.Cuda;

/// <summary>The generation of a GPU.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
internal readonly record struct ComputeCapability(int Major, int Minor)
{
    /// <summary>Both as one number: 89 for 8.9.</summary>
    public int Number => (Major * 10) + Minor;

    /// <summary>As NVIDIA writes it: <c>8.9</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
