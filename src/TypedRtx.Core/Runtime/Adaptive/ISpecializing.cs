namespace TypedRtx.Runtime.Adaptive;

/// <summary>What has sessions opened for the lengths that a model runs with.</summary>
internal interface ISpecializing
{
    /// <summary>What became of the lengths that runs had, the last used first.</summary>
    IReadOnlyList<DimsSpecialization> Specializations { get; }

    /// <summary>Says who is told.</summary>
    /// <param name="released">Told of lengths whose session is to be freed: whoever keeps idle bindings for them lets them go.</param>
    /// <param name="metrics">Where swaps are counted.</param>
    void Report(Action<int[]> released, ModelMetrics metrics);

    /// <summary>Has a session opened for lengths, where there is none, and ends when it answers or is not going to.</summary>
    Task WarmAsync(int[] dims, CancellationToken cancellationToken);
}
