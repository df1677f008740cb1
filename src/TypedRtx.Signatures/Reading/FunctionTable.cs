namespace TypedRtx.Signatures;

/// <summary>
/// The functions of a model. A few of them calling each other twice stand for more nodes than memory holds, and one
/// calling itself for endless ones; both have brought down runtimes, so they are refused before any sees the file.
/// </summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<OperatorName, OperatorCalls> _functions = [];
    private readonly Dictionary<OperatorName, long> _sizes = [];
    private readonly HashSet<OperatorName> _open = [];

    public void Add(OperatorName name, OperatorCalls calls, in WireScope scope)
    {
        if (_functions.ContainsKey(name))
        {
            throw scope.Invalid($"two functions are named {name}.");
        }

        _functions.Add(name, calls);
    }

    /// <summary>Refuses recursion, and a model that is too large once its functions are put in place.</summary>
    public void Check(OperatorCalls main, in WireScope scope)
    {
        if (_functions.Count == 0)
        {
            return;
        }

        foreach (OperatorName name in _functions.Keys)
        {
            SizeOf(name, scope);
        }

        SizeOf(main, scope);
    }

    private long SizeOf(OperatorName name, in WireScope scope)
    {
        if (_sizes.TryGetValue(name, out long known))
        {
            return known;
        }

        if (!_functions.TryGetValue(name, out OperatorCalls? calls))
        {
            return 1;
        }

        if (!_open.Add(name))
        {
            throw scope.Invalid($"function {name} calls itself, directly or through others.");
        }

        if (_open.Count > OnnxLimits.FunctionDepth)
        {
            throw scope.Limit("functions call each other deeper than", OnnxLimits.FunctionDepth);
        }

        long size = SizeOf(calls, scope);
        _open.Remove(name);
        _sizes.Add(name, size);
        return size;
    }

    private long SizeOf(OperatorCalls calls, in WireScope scope)
    {
        long size = 0;
        foreach (KeyValuePair<OperatorName, long> call in calls.Counts)
        {
            // Both factors are below 2^25, so the product is exact.
            size += call.Value * SizeOf(call.Key, scope);
            if (size > OnnxLimits.ExpandedNodes)
            {
                throw scope.Limit(
                    "with its functions put in place, the model has more nodes than", OnnxLimits.ExpandedNodes);
            }
        }

        return size;
    }
}
