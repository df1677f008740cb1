using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Turns a profile of symbols into the shapes of inputs that the library wants: smallest, usual, largest.</summary>
internal static class ProfileShapes
{
    /// <summary>The shapes of an input in a profile.</summary>
    /// <exception cref="EngineBuildException">The profile does not bound an axis.</exception>
    public static (RtxDims Min, RtxDims Opt, RtxDims Max) Of(EngineModel model, int input, OptimizationProfile profile)
    {
        ValueSignature value = model.Signature.Inputs[input];
        if (model.Plan.Inputs[input] is not { } shape)
        {
            throw NoRank(model, value);
        }

        if (shape.Rank > RtxDims.MaxRank)
        {
            throw Unbounded(model, value, $"has {shape.Rank} axes, and the library takes {RtxDims.MaxRank}", "Export it with fewer.");
        }

        Span<int> min = stackalloc int[shape.Rank];
        Span<int> opt = stackalloc int[shape.Rank];
        Span<int> max = stackalloc int[shape.Rank];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            PlannedDimension dimension = shape.Dimensions[axis];
            if (dimension.Constant is >= 0 and <= int.MaxValue)
            {
                min[axis] = opt[axis] = max[axis] = (int)dimension.Constant;
                continue;
            }

            SymbolRange range = profile.RangeOf(dimension) ?? throw Unbounded(
                model,
                value,
                $"has axis {axis}, {dimension.Text}, without lengths in the profile '{profile}'",
                "Give every symbol of the model a range with which the length is 0 or more.");
            (min[axis], opt[axis], max[axis]) = (range.Min, range.Opt, range.Max);
        }

        return (RtxDims.From(min), RtxDims.From(opt), RtxDims.From(max));
    }

    /// <summary>The model does not say how many axes an input has.</summary>
    public static EngineBuildException NoRank(EngineModel model, ValueSignature value) =>
        Unbounded(model, value, "has no rank", "Export it with a rank.");

    /// <summary>The values of an input that is a shape itself.</summary>
    public static (long[] Min, long[] Opt, long[] Max) ValuesOf(
        EngineBuildRequest request, EngineModel model, int input, OptimizationProfile? profile, int count)
    {
        ValueSignature value = model.Signature.Inputs[input];
        if (count < 0)
        {
            throw Unbounded(
                model, value, "holds a shape and has no fixed number of elements, so that the rank is not fixed", "Export it with a fixed length.");
        }

        if (request.ShapeValues.TryGetValue(value.Name, out IReadOnlyList<SymbolRange>? ranges))
        {
            for (int i = 0; i < ranges.Count; i++)
            {
                if (ranges[i].Min > ranges[i].Opt || ranges[i].Opt > ranges[i].Max)
                {
                    throw Unbounded(
                        model, value, $"has element {i} with the range {ranges[i]} in EngineBuildRequest.ShapeValues", "Give smallest, usual and largest in order.");
                }
            }

            return ranges.Count == count
                ? ([.. ranges.Select(range => (long)range.Min)], [.. ranges.Select(range => (long)range.Opt)], [.. ranges.Select(range => (long)range.Max)])
                : throw Unbounded(
                    model, value, $"has {count} elements and {ranges.Count} ranges in EngineBuildRequest.ShapeValues", "Give one per element.");
        }

        long opt = 1;
        long max = DefaultMax;
        if (profile is { Ranges.Count: > 0 })
        {
            opt = Math.Max(1, profile.Ranges.Max(range => range.Opt));
            max = Math.Max(opt, profile.Ranges.Max(range => range.Max));
        }

        return (Repeat(1, count), Repeat(opt, count), Repeat(max, count));
    }

    // Of a model without symbols nothing says how large the shapes in its inputs become.
    private const int DefaultMax = 1024;

    private static long[] Repeat(long value, int count)
    {
        long[] values = new long[count];
        Array.Fill(values, value);
        return values;
    }

    private static EngineBuildException Unbounded(EngineModel model, ValueSignature value, string why, string advice)
    {
        EngineBuildProblem problem = new($"input '{value.Name}' {why}. {advice}");
        return new EngineBuildException($"'{model.Source.Display}': no engine can be built, because {problem.Message}", [problem]);
    }
}
