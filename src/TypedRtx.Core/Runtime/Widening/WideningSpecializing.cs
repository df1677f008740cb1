using TypedRtx.Runtime.Adaptive;

namespace TypedRtx.Runtime.Widening;

/// <summary>
/// Has sessions opened for lengths on the engine in place. Each engine begins anew: lengths that come back have sessions opened on the
/// next one too.
/// </summary>
/// <param name="session">Whose engines.</param>
/// <param name="builds">Builds engines for lengths that the one in place does not take.</param>
internal sealed class WideningSpecializing(WideningSession session, ProfileBuilds builds) : ISpecializing
{
    private readonly Lock _gate = new();
    private Action<int[]>? _released;
    private ModelMetrics? _metrics;

    /// <inheritdoc />
    public IReadOnlyList<DimsSpecialization> Specializations => Of(session.Current)?.Specializations ?? [];

    /// <inheritdoc />
    public void Report(Action<int[]> released, ModelMetrics metrics)
    {
        lock (_gate)
        {
            (_released, _metrics) = (released, metrics);
        }

        Attach();
    }

    /// <summary>Tells the engine that took over who is told.</summary>
    public void Attach()
    {
        lock (_gate)
        {
            if (_metrics is not null)
            {
                Of(session.Current)?.Report(_released!, _metrics);
            }
        }
    }

    /// <inheritdoc />
    /// <remarks>Lengths outside have an engine built first.</remarks>
    public async Task WarmAsync(int[] dims, CancellationToken cancellationToken)
    {
        while (true)
        {
            ServedSession? current = session.Current;
            if (current is null || !current.Takes(dims))
            {
                try
                {
                    await builds.Ask(dims).WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (TypedRtxException)
                {
                    // It was logged; runs say what they are answered by.
                    return;
                }

                current = session.Current;
            }

            try
            {
                await (Of(current)?.WarmAsync(dims, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
                return;
            }
            catch (ObjectDisposedException) when (session.Current is { } next && next != current)
            {
                // Another engine took over meanwhile.
            }
        }
    }

    private static ISpecializing? Of(ServedSession? served) => served?.Session as ISpecializing;
}
