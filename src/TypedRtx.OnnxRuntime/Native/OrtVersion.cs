using System.Globalization;

namespace TypedRtx.OnnxRuntime.Native;

/// <summary>A version of the library; its second number is the highest API version that it has.</summary>
/// <param name="Text">As the library states it.</param>
/// <param name="ApiVersion">The API version to use with it.</param>
internal readonly record struct OrtVersion(string Text, int ApiVersion)
{
    /// <summary>
    /// Reads a version and settles on the API version that both sides know; says why when there is none.
    /// </summary>
    public static string? TryNegotiate(string? text, out OrtVersion version)
    {
        version = default;
        string[] parts = (text ?? "").Split('.');
        if (parts.Length < 2 || parts[0] != "1"
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
        {
            return $"its version is '{text}', and 1.{OrtApi.LowestVersion} or a later 1.x is needed";
        }

        if (minor < OrtApi.LowestVersion)
        {
            return $"it is version {text}, and at least 1.{OrtApi.LowestVersion} is needed";
        }

        version = new(text!, Math.Min(minor, OrtApi.HighestVersion));
        return null;
    }
}
