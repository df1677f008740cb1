using TypedRtx.Runtime;

namespace TypedRtx.Cli.Tests;

// What the generator writes on classes, for the tests that read this very assembly.
[OnnxModel("models/rows.onnx", ModelDelivery.Copy, "numberOfRows")]
[OptimizationProfile("small", "rows=1..4")]
[OptimizationProfile("wide", "numberOfRows=1..8..64")]
internal sealed class RowsModel;

[OnnxModel("fixed.onnx", ModelDelivery.Copy)]
internal sealed class FixedModel;

[OnnxModel("open.onnx", ModelDelivery.Copy, "rows")]
internal sealed class OpenModel;

[OnnxModel("Tests/inside.onnx", ModelDelivery.Embed, "rows")]
internal sealed class EmbeddedModel;
