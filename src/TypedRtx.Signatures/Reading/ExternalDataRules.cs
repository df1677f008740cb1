using System.Globalization;

namespace TypedRtx.Signatures;

/// <summary>
/// What the text of an external data reference must be. It is judged the same on every system, so that a model that
/// is refused on one is refused on all.
/// </summary>
internal static class ExternalDataRules
{
    /// <summary>ONNX Runtime once took locations with this text for addresses in its own memory.</summary>
    private const string MemoryMarker = "MEM_ADDR_";

    public static void Check(TensorContents tensor, long byteCount, in WireScope scope)
    {
        string location = tensor.External.Location;
        if (location.Length == 0)
        {
            throw scope.Invalid($"{tensor.Title} is in another file, but no location says in which.");
        }

        if (!IsBelow(location))
        {
            throw scope.Outside(
                $"{tensor.Title} is in file {SignatureText.Quote(location)}; expected a path below the model's folder, "
                + "relative, with '/', without '..' and without control characters.");
        }

        long offset = Number(tensor, "offset", tensor.External.Offset, scope) ?? 0;
        long length = Number(tensor, "length", tensor.External.Length, scope) ?? byteCount;
        if (length != byteCount)
        {
            throw scope.Invalid(
                $"{tensor.Title} needs {DimensionExpression.Number(byteCount)} bytes; its reference to "
                + $"{SignatureText.Quote(location)} gives {DimensionExpression.Number(length)}.");
        }

        if (offset > long.MaxValue - length)
        {
            throw scope.Invalid($"{tensor.Title} ends behind byte 2^63 of {SignatureText.Quote(location)}.");
        }

        tensor.ExternalEnd = offset + length;
    }

    // Control characters: locations become lines of lists and of logs.
    private static bool IsBelow(string location) =>
        location[0] != '/'
        && !location.Any(char.IsControl)
        && !location.Contains('\\')
        && !location.Contains(':')
        && location.IndexOf(MemoryMarker, StringComparison.OrdinalIgnoreCase) < 0
        && location.Split('/').All(segment => segment != "..")
        && location.Split('/').Any(segment => segment is not ("" or "."));

    private static long? Number(TensorContents tensor, string what, string? text, in WireScope scope)
    {
        if (text is null)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw scope.Invalid(
                $"{tensor.Title} has {what} {SignatureText.Quote(text)} in "
                + $"{SignatureText.Quote(tensor.External.Location)}; expected a number from 0.");
    }
}
