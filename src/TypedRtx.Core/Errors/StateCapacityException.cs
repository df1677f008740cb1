namespace TypedRtx;

/// <summary>A step needs more room than the state was made with. The state is as it was before the step.</summary>
public sealed class StateCapacityException : TypedRtxException
{
    internal StateCapacityException(string model, int capacity, int length, long needed)
        : base(
            $"{model}: the state holds {length} of {capacity} positions, and the step needs {needed}. Make it larger with "
            + "NewState(…, capacity), or cut it back with Rewind or Reset.")
    {
        Capacity = capacity;
        Length = length;
        Needed = needed;
    }

    /// <summary>The positions that the state has room for.</summary>
    public int Capacity { get; }

    /// <summary>The positions that it holds.</summary>
    public int Length { get; }

    /// <summary>The positions that it would hold after the step.</summary>
    public long Needed { get; }
}
