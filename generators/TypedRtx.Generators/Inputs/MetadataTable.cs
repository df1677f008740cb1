using System.Collections.Immutable;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>The metadata of all additional files that are models, ordered by path.</summary>
internal sealed record MetadataTable(EquatableArray<FileMetadata> Files)
{
    public static MetadataTable From(ImmutableArray<FileMetadata> files) =>
        new(files.OrderBy(file => file.Path, StringComparer.Ordinal).ToEquatableArray());

    public FileMetadata Of(string path)
    {
        int low = 0;
        int high = Files.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (string.CompareOrdinal(Files[middle].Path, path) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return Files[low];
    }
}
