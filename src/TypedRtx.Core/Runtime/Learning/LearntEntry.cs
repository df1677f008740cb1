using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Native;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime.Learning;

/// <summary>The entry of the cache that holds what was learnt about the lengths of a model on a backend and a machine.</summary>
/// <param name="request">The model.</param>
/// <param name="backend">The backend.</param>
internal sealed class LearntEntry(BackendRequest request, IInferenceBackend backend)
{
    /// <summary>What entries are called.</summary>
    public const string Kind = "learnt-dims";

    private const int MaxBytes = 1 << 20;
    private const int Format = 1;

    /// <summary>What was learnt and fits the model, the most used first; empty where nothing was. Reads the model if need be.</summary>
    /// <exception cref="ModelFileException">The model cannot be read.</exception>
    public List<LearntDims> Read(CancellationToken cancellationToken)
    {
        CacheKey key = Key(cancellationToken);
        try
        {
            using CacheEntry? entry = request.Cache.Read(key);
            return entry is null ? [] : [.. LearntText.Read(BytesOf(entry)).Where(Fits).OrderByDescending(learnt => learnt.Uses)];
        }
        catch (FormatException e)
        {
            request.Cache.Quarantine(key, $"it holds nothing that was learnt about lengths: {e.Message}");
            return [];
        }
    }

    /// <summary>Puts something else in its place, which nobody else does meanwhile.</summary>
    /// <param name="change">Makes it of what is there.</param>
    /// <param name="patience">How long to wait for others, after which what they keep may be lost.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was kept.</returns>
    /// <exception cref="ModelFileException">The model cannot be read.</exception>
    public bool Change(Func<List<LearntDims>, IReadOnlyList<LearntDims>> change, TimeSpan patience, CancellationToken cancellationToken)
    {
        CacheKey key = Key(cancellationToken);
        using IDisposable? turn = request.Cache.Lock(key, patience, cancellationToken);
        byte[] text = LearntText.Write(change(Read(cancellationToken)));
        return request.Cache.Write(key, stream => stream.Write(text));
    }

    /// <summary>
    /// What it is valid for. Profiles belong to it because engines are built for them, and options because they decide what a session is.
    /// </summary>
    /// <exception cref="ModelFileException">The model cannot be read.</exception>
    public CacheKey Key(CancellationToken cancellationToken) => new(
        request.Identity.Hash(cancellationToken),
        Kind,
        new[]
        {
            FormattableString.Invariant($"format={Format}"),
            $"backend={backend.Name}",
            $"machine={backend.MachineOf(request)}",
            $"processor={ProcessorText.Current}",
            $"symbols={string.Join(' ', request.Model.Plan.Symbols.Select(symbol => SignatureText.Quote(symbol.Name)))}",
            FormattableString.Invariant($"threads={request.Options.Threads ?? Environment.ProcessorCount}"),
            $"graphs={request.Options.CudaGraphs}",
            $"system={(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux")}",
        }.Concat(request.Profiles.Select(profile => $"profile={string.Join(", ", profile.Ranges)}")).ToEquatableArray());

    private static unsafe ReadOnlySpan<byte> BytesOf(CacheEntry entry) => entry.ByteLength <= MaxBytes
        ? new ReadOnlySpan<byte>((byte*)entry.Address, (int)entry.ByteLength)
        : throw new FormatException(FormattableString.Invariant($"expected at most {MaxBytes} bytes, found {entry.ByteLength}"));

    private bool Fits(LearntDims learnt)
    {
        ModelDescriptor model = request.Model;
        if (learnt.Dims.Length != model.SymbolNames.Length
            || (request.Profiles.Count > 0 && ProfileGuard.Binds(request, backend)
                && OptimizationProfile.Choose(request.Profiles, learnt.Dims) is null))
        {
            return false;
        }

        foreach (ModelInput input in model.Inputs)
        {
            if (input.Shape is not null && !KeyReader.TryShape(input.Shape, learnt.Dims, out _))
            {
                return false;
            }
        }

        return true;
    }
}
