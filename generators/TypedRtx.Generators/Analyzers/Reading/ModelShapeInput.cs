using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>An input of a model as its class declares it.</summary>
/// <param name="Name">The ONNX name.</param>
/// <param name="Type">The ONNX type: <c>int64[batch, sequence]</c>.</param>
/// <param name="Parameter">The parameter of a run.</param>
/// <param name="Shape">The dimensions over the free symbols; null where it is no tensor or its rank is unknown.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
internal sealed record ModelShapeInput(string Name, string Type, string Parameter, PlannedShape? Shape, bool IsOptional)
{
    /// <summary>The name as messages show it.</summary>
    public string Display => $"'{Name}'";
}
