namespace TypedRtx.Signatures;

/// <summary>The <c>external_data</c> entries of a tensor.</summary>
internal sealed class ExternalData
{
    private const int MaxNumberLength = 32;
    private const int MaxKeyLength = 64;

    /// <summary>The file, relative to the model's folder; empty when not stated.</summary>
    public string Location { get; private set; } = "";

    /// <summary>Where the data begin in the file, as text; null when not stated.</summary>
    public string? Offset { get; private set; }

    /// <summary>How many bytes they take, as text; null when not stated.</summary>
    public string? Length { get; private set; }

    public void Add(WireScope entry)
    {
        string key = "";
        string? location = null;
        string? number = null;
        while (entry.MoveNext())
        {
            switch (entry.Field)
            {
                case 1:
                    key = entry.Name(MaxKeyLength);
                    break;
                case 2 when key is "offset" or "length":
                    number = entry.Name(MaxNumberLength);
                    break;
                case 2 when key is "location":
                    location = entry.Name(OnnxLimits.LocationLength);
                    break;
                case 2 when key.Length == 0:
                    throw entry.Malformed("an entry holds its value before its key.");
            }
        }

        switch (key)
        {
            case "location":
                Location = location ?? "";
                break;
            case "offset":
                Offset = number ?? "";
                break;
            case "length":
                Length = number ?? "";
                break;
        }
    }
}
