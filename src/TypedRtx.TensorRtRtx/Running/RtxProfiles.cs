using System.Globalization;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>The lengths that an engine runs, by profile.</summary>
internal sealed unsafe class RtxProfiles
{
    private readonly RtxTensor?[] _inputs;
    private readonly RtxDims[][] _smallest;
    private readonly RtxDims[][] _largest;
    private readonly string[] _names;

    // By how many sets of lengths each allows, fewest first, and of equals the first.
    private readonly int[] _order;

    /// <summary>Asks an engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="inputs">Its inputs, in signature order.</param>
    /// <param name="declared">The profiles that it was built for, in order; others where it does not say which.</param>
    public RtxProfiles(EngineApi engine, RtxTensor?[] inputs, IReadOnlyList<OptimizationProfile> declared)
    {
        _inputs = inputs;
        int count = engine.GetProfileCount();
        _smallest = new RtxDims[count][];
        _largest = new RtxDims[count][];
        for (int profile = 0; profile < count; profile++)
        {
            _smallest[profile] = Shapes(engine, profile, selector: 0, open: 0);
            _largest[profile] = Shapes(engine, profile, selector: 2, open: int.MaxValue);
        }

        bool areDeclared = declared.Count == count;
        _names =
        [
            .. Enumerable.Range(0, count)
                .Select(i => areDeclared ? declared[i].Name : i.ToString(CultureInfo.InvariantCulture)),
        ];
        double[] volumes = [.. Enumerable.Range(0, count).Select(i => areDeclared ? VolumeOf(declared[i]) : VolumeOf(i))];
        _order = [.. Enumerable.Range(0, count).OrderBy(i => volumes[i])];
    }

    /// <summary>How many there are.</summary>
    public int Count => _smallest.Length;

    /// <summary>
    /// The profile that shapes belong to: of those that hold them the one that allows the fewest, as
    /// <see cref="OptimizationProfile.Choose"/> has it; -1 when none does. Inputs that are not bound do not count.
    /// </summary>
    public int Choose(ReadOnlySpan<RtxBound> inputs)
    {
        foreach (int profile in _order)
        {
            if (FirstOutside(profile, inputs) < 0)
            {
                return profile;
            }
        }

        return -1;
    }

    /// <summary>Says which input lies outside of which profile.</summary>
    public string Describe(ReadOnlySpan<RtxBound> inputs)
    {
        List<string> reasons = [];
        for (int profile = 0; profile < Count; profile++)
        {
            int input = FirstOutside(profile, inputs);
            if (input >= 0)
            {
                reasons.Add(
                    $"in profile '{_names[profile]}' the input '{_inputs[input]!.Name}' is {_smallest[profile][input]} to "
                    + $"{_largest[profile][input]}, not {inputs[input].Shape}");
            }
        }

        return string.Join("; ", reasons);
    }

    private int FirstOutside(int profile, ReadOnlySpan<RtxBound> inputs)
    {
        RtxDims[] smallest = _smallest[profile];
        RtxDims[] largest = _largest[profile];
        for (int i = 0; i < smallest.Length; i++)
        {
            if (_inputs[i] is not null && inputs[i].Kind != RtxBoundKind.None && !Holds(smallest[i], largest[i], inputs[i].Shape))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Holds(in RtxDims smallest, in RtxDims largest, in TensorShape shape)
    {
        ReadOnlySpan<int> lengths = shape.Dimensions;
        if (lengths.Length != smallest.Rank)
        {
            return smallest.Rank < 0;
        }

        ReadOnlySpan<long> from = smallest.Values;
        ReadOnlySpan<long> to = largest.Values;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            if (lengths[axis] < from[axis] || lengths[axis] > to[axis])
            {
                return false;
            }
        }

        return true;
    }

    private RtxDims[] Shapes(EngineApi engine, int profile, int selector, long open)
    {
        RtxDims[] shapes = new RtxDims[_inputs.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            if (_inputs[i] is not { } input)
            {
                continue;
            }

            // Of fixed lengths a profile need not speak.
            RtxDims shape = engine.GetProfileShape(input.NativeName, profile, selector);
            shapes[i] = shape.Rank == input.Shape.Rank ? shape : input.Shape;
            for (int axis = 0; axis < shapes[i].Rank; axis++)
            {
                shapes[i].Values[axis] = shapes[i].Values[axis] < 0 ? open : shapes[i].Values[axis];
            }
        }

        return shapes;
    }

    private static double VolumeOf(OptimizationProfile profile)
    {
        double volume = 1;
        foreach (SymbolRange range in profile.Ranges)
        {
            volume *= 1d + range.Max - range.Min;
        }

        return volume;
    }

    private double VolumeOf(int profile)
    {
        double volume = 1;
        for (int i = 0; i < _inputs.Length; i++)
        {
            for (int axis = 0; _inputs[i] is not null && axis < _smallest[profile][i].Rank; axis++)
            {
                volume *= 1d + _largest[profile][i].Values[axis] - _smallest[profile][i].Values[axis];
            }
        }

        return volume;
    }
}
