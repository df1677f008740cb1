using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>The lengths that shared models are built for, by symbol; the first four are those that the reference figures were taken with.</summary>
internal static class TableRanges
{
    private static readonly Dictionary<string, string> Lengths = new(StringComparer.Ordinal)
    {
        ["batch"] = "1..4..16",
        ["sequence"] = "2..64..256",
        ["height"] = "16..28..64",
        ["width"] = "16..28..64",
        ["batch_size"] = "1..2..4",
        ["sequence_length"] = "1..16..64",
        ["past_sequence_length"] = "0..32..128",
        ["image_tokens"] = "16..64..256",
        ["text_tokens"] = "16..64..128",
    };

    /// <summary>A range for each free symbol of a model.</summary>
    public static string[] For(string path) =>
        [.. EngineModel.Read(ModelSource.FromFile(path)).Plan.Symbols.Select(symbol => $"{symbol.Name}={Lengths[symbol.Name]}")];
}
