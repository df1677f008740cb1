using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// Finds out whether a run failed because an output has another shape than was bound for it. The library's message does
/// not say which output and changes between versions, so the model runs once more with the library allocating the
/// outputs.
/// </summary>
internal static unsafe class OrtOutputCheck
{
    /// <summary>
    /// Says which output has which shape; null when shapes are not why. Leaves the outputs with memory bound to the
    /// library's, so the caller binds them again.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="binding">The binding that failed.</param>
    /// <param name="runOptions">The options that it runs with.</param>
    /// <param name="bound">The memory bound for each output.</param>
    /// <param name="values">The outputs that the library allocates.</param>
    /// <param name="error">Why the run failed; replaced when, with shapes out of the way, the model fails elsewhere.</param>
    public static string? Explain(
        OrtSession session,
        OrtHandle binding,
        nint runOptions,
        ReadOnlySpan<OrtBoundTensor> bound,
        OrtRunOutputs values,
        ref OrtError error)
    {
        if (!AnySupplied(bound))
        {
            return null;
        }

        values.Rebind();
        for (int output = 0; output < bound.Length; output++)
        {
            if (bound[output].Shape.IsSupplied)
            {
                values.BindToHost(output);
            }
        }

        ref readonly OrtApi api = ref session.Environment.Library.Api;
        nint status = api.RunWithBinding(session.Handle.Pointer, runOptions, binding.Pointer);
        if (status != 0)
        {
            error = OrtError.Take(api, status);
            return null;
        }

        values.HaveValues();
        string? explanation = null;
        for (int output = 0; output < bound.Length && explanation is null; output++)
        {
            if (bound[output].Shape.IsSupplied)
            {
                TensorShape actual = OrtTensors.ShapeOf(session, output, values.Value(output));
                explanation = actual.Dimensions.SequenceEqual(bound[output].Shape.Dimensions)
                    ? null
                    : $"The output '{session.Outputs[output].Name}' has the shape {actual}, "
                      + $"and {bound[output].Shape} was bound for it. "
                      + "The model declares a shape that is not so, or its data decide it.";
            }
        }

        values.Forget();
        return explanation;
    }

    private static bool AnySupplied(ReadOnlySpan<OrtBoundTensor> bound)
    {
        foreach (ref readonly OrtBoundTensor tensor in bound)
        {
            if (tensor.Shape.IsSupplied)
            {
                return true;
            }
        }

        return false;
    }
}
