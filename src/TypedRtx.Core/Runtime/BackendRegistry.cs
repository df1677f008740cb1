using TypedRtx.Backends;

namespace TypedRtx.Runtime;

/// <summary>The backends of this process. Generated code adds those that the project references, before any model loads.</summary>
public static class BackendRegistry
{
    private static readonly Lock Gate = new();

    // Static state: module initializers of several assemblies fill it, and no object of theirs exists yet to hold it.
    private static IInferenceBackend[] registered = [];

    /// <summary>The backends, the first to be asked first.</summary>
    public static IReadOnlyList<IInferenceBackend> Backends => Volatile.Read(ref registered);

    /// <summary>Adds a backend; a second one of the same type is ignored.</summary>
    public static void Add(IInferenceBackend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        lock (Gate)
        {
            if (Array.Exists(registered, known => known.GetType() == backend.GetType()))
            {
                return;
            }

            Volatile.Write(
                ref registered,
                [.. registered.Append(backend).OrderByDescending(known => known.Priority).ThenBy(known => known.Name, StringComparer.Ordinal)]);
        }
    }
}
