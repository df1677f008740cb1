namespace TypedRtx.Generators.Inputs;

/// <summary>One model: what its file says and what the project says about it.</summary>
internal sealed record ModelInput(FileReading Reading, FileMetadata Metadata)
{
    public static ModelInput Join(FileReading reading, MetadataTable metadata) =>
        new(reading, metadata.Of(reading.Path));
}
