using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Lays out keys and the binder's scratch memory for a model.</summary>
internal static class ModelDescriptorLayout
{
    public static ModelInput[] Inputs(
        ModelSignature signature,
        ShapePlan plan,
        string[] members,
        out int keyLength,
        out int scratchLength)
    {
        int symbols = plan.Symbols.Count;
        int key = symbols;
        int[] keyOffsets = new int[signature.Inputs.Count];
        for (int i = 0; i < keyOffsets.Length; i++)
        {
            bool openRank = plan.Inputs[i] is null && signature.Inputs[i].Type is TensorType;
            keyOffsets[i] = signature.Inputs[i].IsOptional || openRank ? key : -1;
            key += openRank ? 1 + ModelDescriptor.MaxOpenRank : signature.Inputs[i].IsOptional ? 1 : 0;
        }

        // After the key: where each symbol was bound, then what each input was given.
        int scratch = key + symbols;
        ModelInput[] inputs = new ModelInput[signature.Inputs.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            PlannedShape? shape = plan.Inputs[i];
            inputs[i] = new ModelInput
            {
                Name = signature.Inputs[i].Name,
                Member = members[i],
                Type = signature.Inputs[i].Type,
                Shape = shape,
                IsOptional = signature.Inputs[i].IsOptional,
                KeyOffset = keyOffsets[i],
                ScratchOffset = scratch,
                FixedLength = FixedLengthOf(shape),
            };
            scratch += 1 + Math.Max(shape?.Rank ?? 0, 1);
        }

        keyLength = key;
        scratchLength = scratch;
        return inputs;
    }

    public static ModelOutput[] Outputs(ModelSignature signature, ShapePlan plan, string[] members) =>
    [
        .. signature.Outputs.Select((output, i) =>
            new ModelOutput(output.Name, ElementOf(output.Type), plan.Outputs[i], members[i].Length > 0, output.Type is TensorType)),
    ];

    private static ElementType ElementOf(OnnxType type) => type is TensorType tensor ? tensor.Element : ElementType.Undefined;

    private static long FixedLengthOf(PlannedShape? shape)
    {
        if (shape is null)
        {
            return -1;
        }

        long length = 1;
        foreach (PlannedDimension dimension in shape.Dimensions)
        {
            if (dimension.Constant < 0)
            {
                return -1;
            }

            // Saturated: no span has so many elements, which the message then says.
            length = dimension.Constant > 0 && length > long.MaxValue / dimension.Constant ? long.MaxValue : length * dimension.Constant;
        }

        return length;
    }
}
