using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TypedRtx;

/// <summary>What a GPU can do, as NVIDIA numbers it: 8.6, 8.9, 12.0.</summary>
/// <param name="Major">The number before the point.</param>
/// <param name="Minor">The number after the point, 0 to 9.</param>
public readonly record struct ComputeCapability(int Major, int Minor)
{
    /// <summary>Both as one number: 89 for 8.9.</summary>
    public int Number => (Major * 10) + Minor;

    /// <summary>Reads <c>8.6</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="capability">What it says.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out ComputeCapability capability)
    {
        capability = default;
        string[] parts = text?.Split('.') ?? [];
        if (parts.Length != 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
            || major is < 1 or > 99 || minor > 9)
        {
            return false;
        }

        capability = new ComputeCapability(major, minor);
        return true;
    }

    /// <summary>As NVIDIA writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
