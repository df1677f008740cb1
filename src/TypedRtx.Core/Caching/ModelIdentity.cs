using TypedRtx.Runtime;

namespace TypedRtx.Caching;

/// <summary>
/// Which model it is, by content: the SHA-256 of its bytes and of every file of weights. Computed when it is first asked for,
/// which reads all of them, or remembered from an earlier start where nothing about the files changed, and then kept. Safe for
/// concurrent use.
/// </summary>
internal sealed class ModelIdentity
{
    // How soon a thread that waits for another, which reads the model, gives up waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Lock _confirmation = new();
    private readonly ModelSource _source;
    private readonly IdentityMemo? _memo;
    private string? _hash;

    // It was looked for, and nothing is remembered.
    private bool _isUnknown;

    // The files that a remembered hash is of, as long as it may be another one.
    private (ModelContent Content, ModelFingerprint Fingerprint)? _unconfirmed;
    private bool _isConfirmed = true;

    private ModelIdentity(ModelSource source, IdentityMemo? memo)
    {
        _source = source;
        _memo = memo;
    }

    /// <summary>The identity of a model; reads nothing yet.</summary>
    /// <param name="source">The model.</param>
    /// <param name="memo">Where its hash may be remembered; null to read all of it.</param>
    public static ModelIdentity Of(ModelSource source, IdentityMemo? memo = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ModelIdentity(source, memo);
    }

    /// <summary>Whether the model is so small that computing its hash takes some ten milliseconds at most. False for what cannot be read.</summary>
    public bool IsSoonHashed
    {
        get
        {
            try
            {
                using ModelContent content = ModelContent.Open(_source);
                return content.IsSummed;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether the hash is remembered once it was computed, unless it takes no time.</summary>
    public bool IsRemembered => _memo is not null && _source.Path is not null;

    /// <summary>Whether the hash is known and is that of the content, so that asking for either reads nothing.</summary>
    public bool IsSettled => Volatile.Read(ref _hash) is not null && Volatile.Read(ref _isConfirmed);

    /// <summary>The hash in lower-case hexadecimal, 64 characters. While one caller computes it, others wait.</summary>
    /// <exception cref="ModelFileException">The model cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the next call begins anew.</exception>
    public string Hash(CancellationToken cancellationToken = default) => Hash(long.MaxValue, cancellationToken)!;

    /// <summary>The hash where it is known or remembered or takes no more bytes to compute; null where it would take longer.</summary>
    /// <param name="mostBytes">How many bytes may be read for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ModelFileException">The model cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the next call begins anew.</exception>
    public string? Hash(long mostBytes, CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _hash) is { } known)
        {
            return known;
        }

        lock (_gate)
        {
            if (_hash is null)
            {
                Volatile.Write(ref _hash, Find(mostBytes, cancellationToken));
            }

            return _hash;
        }
    }

    /// <summary>
    /// Whether the hash is that of the content, which is read where it was only remembered. Whoever keeps something under the hash asks
    /// first, because it would stay wrong for ever.
    /// </summary>
    /// <returns>False too where the files changed since and nothing can be said.</returns>
    /// <exception cref="IOException">The model cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the next call begins anew.</exception>
    public bool Confirm(CancellationToken cancellationToken = default)
    {
        while (!_confirmation.TryEnter(Patience))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        try
        {
            if (_unconfirmed is not { } unconfirmed)
            {
                return _isConfirmed;
            }

            bool isSame = unconfirmed.Content.Hash(cancellationToken) == _hash;
            bool isUnchanged = isSame || unconfirmed.Content.Fingerprint() == unconfirmed.Fingerprint;
            _isConfirmed = isSame;
            LetGo();
            if (!isSame && isUnchanged)
            {
                string reason = $"the content of '{_source.Display}' is not what was remembered for it, though nothing else about the file changed";
                _memo!.Forget(unconfirmed.Fingerprint, reason);
                _memo.Checks.Refute(reason);
            }

            return isSame;
        }
        finally
        {
            _confirmation.Exit();
        }
    }

    private string? Find(long mostBytes, CancellationToken cancellationToken)
    {
        ModelContent? content = null;
        try
        {
            DateTime now = DateTime.UtcNow;
            content = ModelContent.Open(_source);
            bool isRemembered = IsRemembered && IdentityMemo.IsWorthIt(content.ByteLength);
            ModelFingerprint? fingerprint = isRemembered && !(_isUnknown && content.IsSummed) ? content.Fingerprint() : null;
            if (fingerprint is not null && !_isUnknown && _memo!.Find(fingerprint) is { } known)
            {
                DoubtUntilRead(content, fingerprint);
                content = null;
                return known;
            }

            _isUnknown = true;
            return content.ByteLength > mostBytes ? null
                : isRemembered && content.IsSummed ? HashAndRemember(content, cancellationToken)
                : HashAndRemember(content, fingerprint, now, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"'{_source.Display}' cannot be read, so nothing that was kept for it can be found. {e.Message}", e);
        }
        finally
        {
            content?.Dispose();
        }
    }

    private string HashAndRemember(ModelContent content, CancellationToken cancellationToken)
    {
        (string hash, ModelFingerprint fingerprint) = content.HashAndSum(cancellationToken);
        _memo!.Remember(fingerprint, hash);
        return hash;
    }

    private string HashAndRemember(ModelContent content, ModelFingerprint? fingerprint, DateTime now, CancellationToken cancellationToken)
    {
        string hash = content.Hash(cancellationToken);
        if (fingerprint is not null && fingerprint.IsSettled(now) && content.Fingerprint() == fingerprint)
        {
            _memo!.Remember(fingerprint, hash);
        }

        return hash;
    }

    private void DoubtUntilRead(ModelContent content, ModelFingerprint fingerprint)
    {
        lock (_confirmation)
        {
            _unconfirmed = (content, fingerprint);
            _isConfirmed = false;
        }

        // It says itself what is wrong, because others may ask before.
        _memo!.Checks.Add(new CacheCheck(
            token =>
            {
                Confirm(token);
                return null;
            },
            new Held(this)));
    }

    private void LetGo()
    {
        lock (_confirmation)
        {
            _unconfirmed?.Content.Dispose();
            _unconfirmed = null;
        }
    }

    private sealed class Held(ModelIdentity identity) : IDisposable
    {
        public void Dispose() => identity.LetGo();
    }
}
