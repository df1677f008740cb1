namespace TypedRtx.Signatures;

/// <summary>Collects <c>StringStringEntryProto</c> messages.</summary>
internal sealed class MetadataList
{
    private readonly List<ModelMetadata> _entries = [];
    private long _length;

    public EquatableArray<ModelMetadata> Entries => _entries.ToEquatableArray();

    public void Add(WireScope entry)
    {
        string key = "";
        string value = "";
        while (entry.MoveNext())
        {
            if (entry.Field is not (1 or 2))
            {
                continue;
            }

            _length += entry.PayloadLength;
            if (_length > OnnxLimits.MetadataLength)
            {
                throw entry.Limit("the metadata of the model take more bytes than", OnnxLimits.MetadataLength);
            }

            if (entry.Field == 1)
            {
                key = entry.Text(OnnxLimits.MetadataLength);
            }
            else
            {
                value = entry.Text(OnnxLimits.MetadataLength);
            }
        }

        if (_entries.Count == OnnxLimits.MetadataEntries)
        {
            throw entry.Limit("the model has more metadata entries than", OnnxLimits.MetadataEntries);
        }

        _entries.Add(new ModelMetadata(key, value));
    }
}
