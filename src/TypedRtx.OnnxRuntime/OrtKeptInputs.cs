using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// The values that the inputs of a model with optionals were bound to. The library takes an optional for absent that is not
/// bound, can only unbind all inputs at once, and crashes on an absent value that is bound (1.30.0); so after one goes, the
/// others are bound again. Empty for models without optionals.
/// </summary>
internal sealed class OrtKeptInputs : IDisposable
{
    private readonly OrtEnvironment _environment;
    private readonly OrtHandle?[] _values;

    public OrtKeptInputs(OrtSession session)
    {
        _environment = session.Environment;
        bool hasOptionals = Array.Exists(session.Inputs, input => input.Type is OptionalType);
        _values = hasOptionals ? new OrtHandle?[session.Inputs.Length] : [];
    }

    /// <summary>Whether there are optionals.</summary>
    public bool IsNeeded => _values.Length > 0;

    /// <summary>The value of an input; null while it is absent or was never bound.</summary>
    public OrtHandle? this[int input] => _values[input];

    /// <summary>Keeps the value that an input is bound to, instead of releasing it.</summary>
    public unsafe void Keep(int input, nint value)
    {
        _values[input]?.Dispose();
        _values[input] = new OrtHandle(value, _environment.Library.Api.ReleaseValue, _environment.Handle);
    }

    /// <summary>Forgets an input.</summary>
    public void Drop(int input)
    {
        _values[input]?.Dispose();
        _values[input] = null;
    }

    public void Dispose()
    {
        for (int input = 0; input < _values.Length; input++)
        {
            Drop(input);
        }
    }
}
