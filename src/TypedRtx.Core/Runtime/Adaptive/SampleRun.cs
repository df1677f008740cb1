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

    /// <summary>Zeros and empty text of given lengths, optional inputs left out; null where the lengths do not say what to make.</summary>
    public static RecordedBinding? Zeros(ModelDescriptor model, ReadOnlySpan<int> dims)
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
                sample.SetInput(i, HostMemory.Allocate(ByteLength(model, input, shape)), shape);
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

    private static long ByteLength(ModelDescriptor model, ModelInput input, in TensorShape shape) =>
        shape.IsSupplied && input.Element != ElementType.String ? TensorBytes.Of(model, $"input {input.Display}", input.Element, shape) : 0;
}
