using TypedRtx.Backends;
using TypedRtx.Runtime.Widening;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>Inputs to compare sessions with, in memory of their own.</summary>
internal static class SampleRun
{
    /// <summary>Copies what a binding runs with, for the lengths that it has.</summary>
    public static RecordedBinding Copy(ModelDescriptor model, RecordedBinding from, ReadOnlySpan<int> dims)
    {
        RecordedBinding sample = new(model);
        for (int i = 0; i < model.Inputs.Length; i++)
        {
            from.CopyInput(i, sample, ByteLength(model, model.Inputs[i], from.InputShape(i)));
        }

        BindOutputs(model, sample, dims);
        return sample;
    }

    /// <summary>
    /// Inputs of given lengths: integers are one, bools true, other numbers zero, text empty, optional inputs left out; null where the
    /// lengths do not say what to make.
    /// </summary>
    /// <remarks>
    /// Integers are not zero, because dividing by one ends the process on a CPU where the library does not look first (ONNX Runtime before
    /// microsoft/onnxruntime#27686 and #27833), and because a mask of zeros or a count of none is what attention refuses. A table of one
    /// row is not reached by an index of one: an error like any other, after which runs bring inputs.
    /// </remarks>
    public static RecordedBinding? MadeUp(ModelDescriptor model, ReadOnlySpan<int> dims)
    {
        RecordedBinding sample = new(model);
        for (int i = 0; i < model.Inputs.Length; i++)
        {
            ModelInput input = model.Inputs[i];
            if (input.IsOptional)
            {
                continue;
            }

            if (!input.IsTensor || !KeyReader.TryShape(input.Shape, dims, out TensorShape shape))
            {
                return null;
            }

            if (input.Element == ElementType.String)
            {
                string[] text = new string[shape.Length];
                Array.Fill(text, "");
                sample.SetInput(i, text, shape);
            }
            else
            {
                HostMemory memory = HostMemory.Allocate(ByteLength(model, input, shape));
                FillOnes(memory.Bytes, input.Element);
                sample.SetInput(i, memory, shape);
            }
        }

        BindOutputs(model, sample, dims);
        return sample;
    }

    /// <summary>Runs inputs in a binding, with all outputs left to the backend where what the model says of their shapes is wrong.</summary>
    public static void Run(ModelDescriptor model, RecordedBinding sample, ISessionBinding binding, CancellationToken cancellationToken)
    {
        try
        {
            sample.CopyTo(binding);
            binding.Prepare(cancellationToken);
        }
        catch (OutputShapeException)
        {
            LeaveOutputsOpen(model, sample);
            sample.CopyTo(binding);
            binding.Prepare(cancellationToken);
        }
    }

    /// <summary>Leaves all outputs to the backend.</summary>
    public static void LeaveOutputsOpen(ModelDescriptor model, RecordedBinding sample)
    {
        for (int i = 0; i < model.Outputs.Length; i++)
        {
            if (model.Outputs[i].IsTyped)
            {
                sample.SetOutput(i);
            }
        }
    }

    // As runs do: a GPU records nothing else.
    private static void BindOutputs(ModelDescriptor model, RecordedBinding sample, ReadOnlySpan<int> dims)
    {
        LeaveOutputsOpen(model, sample);
        for (int i = 0; i < model.Outputs.Length; i++)
        {
            ModelOutput output = model.Outputs[i];
            if (output is { IsTyped: true, IsTensor: true } && output.Element != ElementType.String
                && KeyReader.TryShape(output.Shape, dims, out TensorShape shape)
                && TensorBytes.Of(model, $"output '{output.Name}'", output.Element, shape) is var length && length <= HostMemory.MaxByteLength)
            {
                sample.SetOutput(i, HostMemory.Allocate(length), shape);
            }
        }
    }

    private static void FillOnes(Span<byte> bytes, ElementType element)
    {
        switch (element)
        {
            case ElementType.Int2 or ElementType.UInt2:
                bytes.Fill(0b01_01_01_01);
                break;
            case ElementType.Int4 or ElementType.UInt4:
                bytes.Fill(0x11);
                break;
            case ElementType.Bool or ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.UInt16
                or ElementType.Int32 or ElementType.UInt32 or ElementType.Int64 or ElementType.UInt64:
                int width = ElementTypes.BitsOf(element) / 8;
                for (int first = 0; first < bytes.Length; first += width)
                {
                    bytes[first] = 1;
                }

                break;
        }
    }

    private static long ByteLength(ModelDescriptor model, ModelInput input, in TensorShape shape) =>
        shape.IsSupplied && input.Element != ElementType.String ? TensorBytes.Of(model, $"input {input.Display}", input.Element, shape) : 0;
}
