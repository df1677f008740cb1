using TypedRtx.TestKit.Onnx;

namespace TypedRtx.Signatures.Tests.Reading;

/// <summary>The signature as Google.Protobuf sees it: a second opinion that reads every byte.</summary>
internal static class ProtobufOracle
{
    public static ModelSignature Read(byte[] bytes)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(bytes);
        HashSet<string> initializers =
        [
            .. model.Graph.Initializer.Select(tensor => tensor.Name),
            .. model.Graph.SparseInitializer.Select(sparse => sparse.Values.Name),
        ];
        return new ModelSignature(
            model.OpsetImport
                .Select(opset => new OpsetImport(opset.Domain, opset.Version))
                .Distinct()
                .ToEquatableArray(),
            model.Graph.Input
                .Where(input => model.IrVersion >= 4 || !initializers.Contains(input.Name))
                .Select(input => new ValueSignature(input.Name, TypeOf(input.Type), initializers.Contains(input.Name)))
                .ToEquatableArray(),
            model.Graph.Output
                .Select(output => new ValueSignature(output.Name, TypeOf(output.Type)))
                .ToEquatableArray(),
            EquatableArray<SymbolRelation>.Empty);
    }

    private static OnnxType TypeOf(TypeProto type) => type.ValueCase switch
    {
        TypeProto.ValueOneofCase.TensorType => new TensorType(
            (ElementType)type.TensorType.ElemType, ShapeOf(type.TensorType.Shape)),
        TypeProto.ValueOneofCase.SparseTensorType => new SparseTensorType(
            (ElementType)type.SparseTensorType.ElemType, ShapeOf(type.SparseTensorType.Shape)),
        TypeProto.ValueOneofCase.SequenceType => new SequenceType(TypeOf(type.SequenceType.ElemType)),
        TypeProto.ValueOneofCase.OptionalType => new OptionalType(TypeOf(type.OptionalType.ElemType)),
        TypeProto.ValueOneofCase.MapType => new MapType(
            (ElementType)type.MapType.KeyType, TypeOf(type.MapType.ValueType)),
        TypeProto.ValueOneofCase.OpaqueType => new OpaqueType(type.OpaqueType.Domain, type.OpaqueType.Name),
        _ => throw new NotSupportedException($"{type.ValueCase}"),
    };

    private static EquatableArray<Dimension>? ShapeOf(TensorShapeProto? shape) => shape?.Dim
        .Select(dimension => dimension.ValueCase switch
        {
            TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when dimension.DimValue >= 0 =>
                Dimension.Of(dimension.DimValue),
            TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam => Dimension.FromDimParam(dimension.DimParam),
            _ => Dimension.Unknown,
        })
        .ToEquatableArray();
}
