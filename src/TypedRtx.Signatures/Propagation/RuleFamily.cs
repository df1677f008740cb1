namespace TypedRtx.Signatures;

/// <summary>Operators that one rule follows.</summary>
/// <param name="Names">Their names, with spaces between them.</param>
/// <param name="Rule">The rule.</param>
/// <param name="IsMicrosoft">Whether they are ONNX Runtime's own and not those of ONNX.</param>
internal readonly record struct RuleFamily(string Names, OperatorRule Rule, bool IsMicrosoft = false)
{
    public static RuleFamily[] All =>
    [
        new("Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Celu Clip Cos Cosh CumSum Elu Erf Exp Gelu HardSigmoid HardSwish "
            + "Hardmax Identity LeakyRelu Log LogSoftmax LpNormalization LRN MeanVarianceNormalization Mish Neg Not "
            + "Reciprocal Relu RotaryEmbedding Round Selu Shrink Sigmoid Sign Sin Sinh Softmax Softplus Softsign Sqrt Swish Tan "
            + "Tanh ThresholdedRelu Trilu Floor Ceil GroupNormalization InstanceNormalization RMSNormalization "
            + "ReverseSequence ScatterElements ScatterND Scatter TensorScatter", UnaryRules.SameShape),
        new("IsInf IsNaN", UnaryRules.SameShapeOfBool),
        new("Cast", CastRules.Cast),
        new("CastLike", UnaryRules.SameShapeAsSecondType),
        new("Dropout", UnaryRules.Dropout),
        new("Bernoulli EyeLike RandomNormalLike RandomUniformLike QuantizeLinear DequantizeLinear", UnaryRules.SameShapeOfUnknownType),
        new("DynamicQuantizeLinear", UnaryRules.DynamicQuantize),
        new("Gelu FastGelu QuickGelu BiasGelu RotaryEmbedding GroupNorm", UnaryRules.SameShape, true),

        new("Add Sub Mul Div Mod Pow Max Min Sum Mean BitShift BitwiseAnd BitwiseOr BitwiseXor", BinaryRules.Arithmetic),
        new("PRelu", BinaryRules.PRelu),
        new("And Or Xor Equal Less Greater LessOrEqual GreaterOrEqual", BinaryRules.Comparison),
        new("Where", BinaryRules.Where),

        new("Constant", ShapeRules.Constant),
        new("ConstantOfShape", ShapeRules.ConstantOfShape),
        new("Shape", ShapeRules.Shape),
        new("Size", ShapeRules.Size),
        new("Range", ShapeRules.Range),
        new("RandomNormal RandomUniform", ShapeRules.Random),

        new("Reshape", ReshapeRules.Reshape),
        new("Flatten", ReshapeRules.Flatten),
        new("Transpose", LayoutRules.Transpose),
        new("Squeeze", LayoutRules.Squeeze),
        new("Unsqueeze", LayoutRules.Unsqueeze),
        new("DepthToSpace", LayoutRules.DepthToSpace),
        new("SpaceToDepth", LayoutRules.SpaceToDepth),
        new("Concat", JoinRules.Concat),
        new("Split", JoinRules.Split),
        new("Expand", JoinRules.Expand),
        new("Tile", JoinRules.Tile),
        new("Pad", JoinRules.Pad),
        new("Slice", SliceRules.Slice),

        new("Gather", GatherRules.Gather),
        new("GatherElements", GatherRules.GatherElements),
        new("GatherND", GatherRules.GatherND),
        new("OneHot", GatherRules.OneHot),
        new("NonZero", GatherRules.NonZero),
        new("TopK", GatherRules.TopK),

        new("ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare",
            ReduceRules.Reduce),
        new("ArgMax ArgMin", ReduceRules.Argument),

        new("MatMul", MatMulRules.MatMul),
        new("MatMulInteger", MatMulRules.MatMulInteger),
        new("QLinearMatMul", MatMulRules.QLinearMatMul),
        new("Gemm", MatMulRules.Gemm),
        new("FusedMatMul", MatMulRules.FusedMatMul, true),
        new("FusedGemm", MatMulRules.Gemm, true),
        new("MatMulNBits", MatMulRules.MatMulNBits, true),
        new("Einsum", EinsumRules.Einsum),

        new("Conv ConvInteger", WindowRules.Conv),
        new("QLinearConv", WindowRules.QLinearConv),
        new("FusedConv", WindowRules.Conv, true),
        new("ConvTranspose", WindowRules.ConvTranspose),
        new("MaxPool AveragePool LpPool", WindowRules.Pool),
        new("GlobalAveragePool GlobalMaxPool GlobalLpPool", WindowRules.GlobalPool),
        new("Resize", ResizeRules.Resize),
        new("Upsample", ResizeRules.Upsample),
        new("GridSample", ResizeRules.GridSample),

        new("BatchNormalization", NormalizationRules.Batch),
        new("LayerNormalization SimplifiedLayerNormalization", NormalizationRules.Layer),
        new("LayerNormalization SimplifiedLayerNormalization", NormalizationRules.Layer, true),
        new("SkipLayerNormalization SkipSimplifiedLayerNormalization", NormalizationRules.SkipLayer, true),

        new("RNN GRU LSTM", RecurrentRules.Recurrent),
        new("Attention", AttentionRules.Attention),
        new("Attention", AttentionRules.PackedAttention, true),
        new("MultiHeadAttention", AttentionRules.MultiHead, true),
        new("GroupQueryAttention", AttentionRules.GroupQuery, true),

        new("NonMaxSuppression", MiscellaneousRules.NonMaxSuppression),
        new("Unique", MiscellaneousRules.Unique),
        new("Compress", MiscellaneousRules.Compress),
        new("RoiAlign", MiscellaneousRules.RoiAlign),
        new("Det", MiscellaneousRules.Det),
        new("EmbedLayerNormalization", MiscellaneousRules.EmbedLayerNormalization, true),

        new("If", ControlRules.If),
        new("Loop", ControlRules.Loop),
    ];
}
