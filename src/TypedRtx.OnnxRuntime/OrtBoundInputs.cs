using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// Binds the inputs of a binding, and unbinds optionals. The library takes an optional that is not bound for absent,
/// crashes on an absent value that is (1.30.0), and can only unbind all inputs at once; so for models with optionals the
/// values are kept, and after one goes, the others are bound again.
/// </summary>
internal sealed unsafe class OrtBoundInputs : IDisposable
{
    private readonly OrtSession _session;
    private readonly nint _binding;
    private readonly OrtHandle?[] _kept;

    public OrtBoundInputs(OrtSession session, nint binding)
    {
        _session = session;
        _binding = binding;
        bool hasOptionals = Array.Exists(session.Inputs, input => input.Type is OptionalType);
        _kept = hasOptionals ? new OrtHandle?[session.Inputs.Length] : [];
    }

    private ref readonly OrtApi Api => ref _session.Environment.Library.Api;

    /// <summary>Binds a value to a name. The binding takes a reference of its own to the value.</summary>
    public static void Bind(
        in OrtApi api,
        delegate* unmanaged<nint, byte*, nint, nint> bind,
        nint binding,
        OrtTensorInfo info,
        nint value)
    {
        nint status;
        fixed (byte* name = info.Utf8Name)
        {
            status = bind(binding, name, value);
        }

        if (status != 0)
        {
            OrtStatus.ThrowIfFailed(api, status, $"bind '{info.Name}'");
        }
    }

    /// <summary>Binds a value to an input, and takes the value over.</summary>
    public void Bind(int input, nint value)
    {
        if (_kept.Length > 0)
        {
            Drop(input);
            _kept[input] = new OrtHandle(value, Api.ReleaseValue, _session.Environment.Handle);
            Bind(Api, Api.BindInput, _binding, _session.Inputs[input], value);
            return;
        }

        try
        {
            Bind(Api, Api.BindInput, _binding, _session.Inputs[input], value);
        }
        finally
        {
            Api.ReleaseValue(value);
        }
    }

    /// <summary>Makes an optional absent.</summary>
    public void Unbind(int input)
    {
        if (_kept[input] is null)
        {
            return;
        }

        Drop(input);
        Api.ClearBoundInputs(_binding);
        for (int other = 0; other < _kept.Length; other++)
        {
            if (_kept[other] is { } kept)
            {
                Bind(Api, Api.BindInput, _binding, _session.Inputs[other], kept.Pointer);
            }
        }
    }

    public void Dispose()
    {
        for (int input = 0; input < _kept.Length; input++)
        {
            Drop(input);
        }
    }

    private void Drop(int input)
    {
        _kept[input]?.Dispose();
        _kept[input] = null;
    }
}
