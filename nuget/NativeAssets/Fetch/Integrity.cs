using System.Security.Cryptography;

namespace TypedRtx.NativeAssets;

/// <summary>Compares a tarball with the hash this repository pins; what npm itself believes is not asked.</summary>
internal static class Integrity
{
    private const string Algorithm = "sha512-";

    public static void Verify(string archive, string expected, string package)
    {
        if (!expected.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            throw new FetchException($"The pinned hash of {package} must start with {Algorithm}, but is {expected}.");
        }

        if (!File.Exists(archive))
        {
            throw new FetchException(
                $"There is no tarball at {archive}. TypedRtxOnnxRuntimeArchive must name the .tgz of {package}.");
        }

        using FileStream stream = File.OpenRead(archive);
        string found = Algorithm + Convert.ToBase64String(SHA512.HashData(stream));
        if (found != expected)
        {
            throw new FetchException(
                $"{archive} ({stream.Length} bytes) is not {package} as this repository knows it: expected {expected}, "
                + $"found {found}. Nothing was installed. Cut off: run 'npm cache clean --force' and build again. "
                + "A mirror that repacks: set TypedRtxOnnxRuntimeArchive to the tarball of the public registry.");
        }
    }
}
