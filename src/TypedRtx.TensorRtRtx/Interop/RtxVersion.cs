using System.Globalization;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>A version of the library.</summary>
/// <param name="Number">Major times 10,000 plus minor times 100 plus patch, as <c>getInferLibVersion</c> gives it.</param>
/// <param name="Build">The build.</param>
internal readonly record struct RtxVersion(int Number, int Build)
{
    /// <summary>The first version whose interface is known.</summary>
    public const int Oldest = 10500;

    /// <summary>The newest line that was run; later ones only appended methods so far.</summary>
    public const int NewestKnown = 10700;

    private const int NextMajor = 20000;

    /// <summary>Whether the version is of a line that came after the newest one known.</summary>
    public bool IsNewerThanKnown => Number >= NewestKnown + 100;

    /// <summary>Why the version cannot be used; null when it can.</summary>
    public string? Refusal => Number switch
    {
        < Oldest => $"version {this} is too old: its interface is another one; 1.5 or later is needed",
        >= NextMajor => $"version {this} is a new major version, whose interface is not known; 1.5 to 1.x is needed",
        _ => null,
    };

    /// <summary>As NVIDIA writes it: <c>1.6.1.120</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Number / 10000}.{Number / 100 % 100}.{Number % 100}.{Build}");
}
