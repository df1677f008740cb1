using System.Collections.Immutable;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>The metadata of all additional files that are models, ordered by path.</summary>
internal sealed record MetadataTable(EquatableArray<FileMetadata> Files)
{
    public static MetadataTable From(ImmutableArray<FileMetadata> files)
    {
        HashSet<string> models = new(
            files.Where(file => ModelFile.IsOnnx(file.Path)).Select(file => file.Model), StringComparer.Ordinal);
        return new MetadataTable(files
            .Select(file => WithRole(file, models))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToEquatableArray());
    }

    /// <summary>The model files, and the signatures that stand for one.</summary>
    public IEnumerable<FileMetadata> Models => Files.Where(file => !file.IsApproved);

    /// <summary>The signatures to compare with.</summary>
    public IEnumerable<FileMetadata> Approved => Files.Where(file => file.IsApproved);

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

    /// <summary>Where no targets say what a signature is for: beside its model, it can only be the approved one.</summary>
    private static FileMetadata WithRole(FileMetadata file, HashSet<string> models) =>
        file.Role.Length == 0 && !ModelFile.IsOnnx(file.Path) && models.Contains(file.Model)
            ? file with { Role = FileMetadata.ApprovedRole }
            : file;
}
