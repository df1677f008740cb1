using System.Formats.Tar;
using System.IO.Compression;

namespace TypedRtx.NativeAssets;

/// <summary>Takes single files out of a gzipped tarball.</summary>
internal static class LibraryArchive
{
    /// <summary>
    /// Writes each wanted file below the folder. Only paths that we name are written, so no entry of the tarball can
    /// choose where it lands; files get the present time, because all in the tarball are from 1985 and a copy
    /// "if newer" of the next version would never happen.
    /// </summary>
    public static void Extract(string archive, IReadOnlyList<ArchiveFile> files, string folder)
    {
        Dictionary<string, string> wanted = files.ToDictionary(file => file.ArchivePath, file => file.TargetPath);
        using GZipStream unzipped = new(File.OpenRead(archive), CompressionMode.Decompress);
        using TarReader reader = new(unzipped);
        while (wanted.Count > 0 && reader.GetNextEntry() is { } entry)
        {
            if (entry is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile, DataStream: not null }
                && wanted.Remove(entry.Name, out string? targetPath))
            {
                string target = Path.Combine(folder, targetPath);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                using FileStream output = File.Create(target);
                entry.DataStream.CopyTo(output);
            }
        }

        if (wanted.Count > 0)
        {
            throw new FetchException(
                $"{archive} does not hold {string.Join(", ", wanted.Keys.Order(StringComparer.Ordinal))}. "
                + "The layout changed with the version: correct NpmPath in nuget/NativeAssets/OnnxRuntime.props.");
        }
    }
}
