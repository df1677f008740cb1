using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>
/// Looks at lengths that a model has not run with lately: outside all profiles they are an error where profiles bind, and
/// else logged once. Models without profiles have none.
/// </summary>
internal sealed class ProfileGuard
{
    private const int MaxLogged = 32;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);
    private readonly ModelDescriptor _model;
    private readonly IReadOnlyList<OptimizationProfile> _profiles;
    private readonly ILogger? _logger;
    private readonly string? _binding;
    private bool _isSilent;

    private ProfileGuard(BackendRequest request, IReadOnlyList<OptimizationProfile> profiles, string? binding)
    {
        _model = request.Model;
        _profiles = profiles;
        _logger = request.Options.Logger;
        _binding = binding;
    }

    /// <summary>The guard of a model; null where there is nothing to look at.</summary>
    public static ProfileGuard? Of(BackendRequest request, IInferenceBackend backend)
    {
        string? binding = request.Options.Profile is not null ? "ModelOptions.Profile asks for it"
            : backend.NeedsProfiles ? $"{backend.Name} runs lengths inside a profile alone"
            : null;
        IReadOnlyList<OptimizationProfile> profiles = request.Profiles;
        return profiles.Count == 0 || (binding is null && request.Options.Logger is null)
            ? null
            : new ProfileGuard(request, profiles, binding);
    }

    /// <summary>Whether lengths outside the profiles of a request, where it has some, are an error.</summary>
    public static bool Binds(BackendRequest request, IInferenceBackend backend) =>
        request.Options.Profile is not null || backend.NeedsProfiles;

    /// <summary>Looks at the lengths of a run to come.</summary>
    /// <param name="key">The key of the run, which begins with the symbols.</param>
    /// <exception cref="TensorShapeException">They lie outside every profile, and profiles bind.</exception>
    public void Check(ReadOnlySpan<int> key)
    {
        ReadOnlySpan<int> lengths = key[.._model.SymbolNames.Length];
        if (OptimizationProfile.Choose(_profiles, lengths) is not null)
        {
            return;
        }

        if (_binding is not null)
        {
            throw Outside(lengths);
        }

        // A state that runs on outside comes here in every step.
        if (!Volatile.Read(ref _isSilent))
        {
            Log(Describe(lengths));
        }
    }

    private TensorShapeException Outside(ReadOnlySpan<int> lengths)
    {
        List<string> reasons = [];
        foreach (OptimizationProfile profile in _profiles)
        {
            int symbol = profile.FirstOutside(lengths);
            SymbolRange range = profile.Ranges[symbol];
            string name = _model.SymbolDisplay(symbol);
            reasons.Add(FormattableString.Invariant($"in profile '{profile.Name}' {name} is {range.Min} to {range.Max}, not {lengths[symbol]} ({string.Join(", ", profile.Ranges)})"));
        }

        return new TensorShapeException(
            $"{_model.Name}: {Describe(lengths)} lie outside the optimization profile{(_profiles.Count == 1 ? "" : "s")}, and {_binding}: "
            + $"{string.Join("; ", reasons)}. Run with lengths inside, widen the profile, or load with another ModelOptions.Profile.",
            null,
            symbol: _model.Plan.Symbols[_profiles[0].FirstOutside(lengths)].Name);
    }

    private void Log(string lengths)
    {
        bool isLast;
        lock (_gate)
        {
            if (_isSilent || !_logged.Add(lengths))
            {
                return;
            }

            isLast = _logged.Count == MaxLogged;
            _isSilent = isLast;
        }

        if (_logger is { } logger && logger.IsEnabled(LogLevel.Warning))
        {
            logger.LogWarning(
                "{Model}: {Lengths} lie outside every optimization profile ({Profiles}). This backend runs them; one that needs profiles would not.{More}",
                _model.Name,
                lengths,
                string.Join(" | ", _profiles),
                isLast ? " More of these are not logged." : "");
        }
    }

    private string Describe(ReadOnlySpan<int> lengths)
    {
        List<string> texts = [];
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] >= 0)
            {
                texts.Add(FormattableString.Invariant($"{_model.SymbolNames[i]} = {lengths[i]}"));
            }
        }

        return string.Join(", ", texts);
    }
}
