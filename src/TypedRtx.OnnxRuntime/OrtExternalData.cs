using System.Runtime.InteropServices;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// Files of weights, handed to the library as bytes: it takes them for the files that the model names, and opens none.
/// Lives as long as the session, which uses them in place.
/// </summary>
internal sealed unsafe class OrtExternalData : IDisposable
{
    private readonly IDisposable[] _holders;

    private OrtExternalData(
        OrtLibrary library, nint options, IReadOnlyList<(string Location, nint Address, long ByteLength)> files, IDisposable[] holders)
    {
        _holders = holders;
        nint[] names = [.. files.Select(file => NativeName(file.Location))];
        nint[] addresses = [.. files.Select(file => file.Address)];
        nuint[] lengths = [.. files.Select(file => (nuint)file.ByteLength)];
        try
        {
            fixed (nint* name = names)
            fixed (nint* address = addresses)
            fixed (nuint* length = lengths)
            {
                OrtStatus.ThrowIfFailed(
                    library.Api,
                    library.Api.AddExternalInitializersFromFilesInMemory(
                        options, (void**)name, (byte**)address, length, (nuint)files.Count),
                    "take the files with the model's weights");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            Array.ForEach(names, Marshal.FreeCoTaskMem);
        }
    }

    /// <summary>
    /// Hands the files over; null where the library has to open them itself, which it does by its own strict rules after
    /// we have checked them: it refuses weights of 2 GB, takes all files or none, and finds a location only when it is
    /// spelled without detours. While it loads, weights are there twice, which takes about twice as long (1.30.0, 512 MB:
    /// 1.5 s and 1.1 GB at most, against 0.8 s and 0.2 GB by path); then they stay where they are mapped.
    /// </summary>
    public static OrtExternalData? TryHand(OrtLibrary library, nint options, IReadOnlyList<ExternalDataMap> files) =>
        files.Count > 0 && files.All(file => file.ByteLength <= int.MaxValue && IsPlain(file.Location))
            ? new OrtExternalData(
                library,
                options,
                [.. files.Select(file => (file.Location, file.Address, file.ByteLength))],
                [.. files.Select(file => file.Hold())])
            : null;

    /// <summary>Hands over bytes that the caller keeps as long as the session lives; null where they are more than the library takes.</summary>
    public static OrtExternalData? TryHand(OrtLibrary library, nint options, string location, nint address, long byteLength) =>
        byteLength is > 0 and <= int.MaxValue ? new OrtExternalData(library, options, [(location, address, byteLength)], []) : null;

    public void Dispose() => Array.ForEach(_holders, holder => holder.Dispose());

    private static bool IsPlain(string location) => location.Split('/').All(segment => segment is not ("" or "."));

    // Paths are wide on Windows and bytes elsewhere.
    private static nint NativeName(string location) => OperatingSystem.IsWindows()
        ? Marshal.StringToCoTaskMemUni(location)
        : Marshal.StringToCoTaskMemUTF8(location);
}
