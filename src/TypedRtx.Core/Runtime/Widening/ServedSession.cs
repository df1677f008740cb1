using System.Diagnostics.CodeAnalysis;
using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>
/// A session that answers until another takes its place. Retired, it makes no more bindings and is freed as soon as none is
/// being made; those that exist keep what they need, as the contract of sessions says.
/// </summary>
/// <param name="opened">The session and what it is of.</param>
/// <param name="profile">The lengths that it takes; null for any.</param>
internal sealed class ServedSession(OpenedBackend opened, OptimizationProfile? profile)
{
    private readonly Lock _gate = new();
    private int _users = 1;
    private bool _isRetired;

    public string Name => opened.Backend.Name;

    public IInferenceSession Session => opened.Session;

    public OptimizationProfile? Profile => profile;

    public bool IsIdle => opened.IsIdle;

    public bool Takes(ReadOnlySpan<int> dims) => profile is null || profile.Contains(dims);

    /// <summary>Makes a binding; false when the session was retired meanwhile.</summary>
    public bool TryCreateBinding(bool isForSteps, [NotNullWhen(true)] out ISessionBinding? binding)
    {
        binding = null;
        lock (_gate)
        {
            if (_isRetired)
            {
                return false;
            }

            _users++;
        }

        try
        {
            binding = isForSteps ? opened.Session.CreateStepBinding() : opened.Session.CreateBinding();
            return true;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends it; once.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_isRetired)
            {
                return;
            }

            _isRetired = true;
        }

        Leave();
    }

    private void Leave()
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --_users == 0;
        }

        if (isLast)
        {
            opened.Dispose();
        }
    }
}
