using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>The outputs that the library allocates in each run, because their shapes are not known before.</summary>
internal sealed unsafe class OrtRunOutputs : IDisposable
{
    private readonly OrtSession _session;
    private readonly OrtHandle _binding;

    // The library lists outputs in the order in which their names were first bound.
    private readonly int[] _positions;
    private readonly bool[] _byLibrary;
    private readonly nint[] _values;
    private int _positionCount;
    private bool _haveRun;
    private bool _haveValues;

    public OrtRunOutputs(OrtSession session, OrtHandle binding)
    {
        _session = session;
        _binding = binding;
        _positions = new int[session.Outputs.Length];
        _byLibrary = new bool[session.Outputs.Length];
        _values = new nint[session.Outputs.Length];
        Array.Fill(_positions, -1);
    }

    /// <summary>Whether the library allocates any output.</summary>
    public bool AnyByLibrary => _byLibrary.AsSpan().Contains(true);

    /// <summary>Whether the library allocates this output.</summary>
    public bool IsByLibrary(int output) => _byLibrary[output];

    /// <summary>Notes how an output is bound.</summary>
    public void Bound(int output, bool byLibrary)
    {
        _byLibrary[output] = byLibrary;
        if (_positions[output] < 0)
        {
            _positions[output] = _positionCount++;
            if (byLibrary)
            {
                BindToHost(output);
            }
        }
    }

    /// <summary>
    /// Binds them anew: the value of the last run would stay bound, and a run of another shape fail on it.
    /// </summary>
    public void Rebind()
    {
        Forget();
        for (int output = 0; output < _byLibrary.Length; output++)
        {
            if (_byLibrary[output])
            {
                BindToHost(output);
            }
        }
    }

    /// <summary>Notes that a run succeeded.</summary>
    public void HaveValues() => _haveRun = true;

    /// <summary>The value of an output in the last run; it stays ours.</summary>
    public nint Value(int output)
    {
        if (!_haveRun || _positions[output] < 0)
        {
            throw new InvalidOperationException($"The output '{_session.Outputs[output].Name}' has no value of a run.");
        }

        if (!_haveValues)
        {
            Fetch();
        }

        return _values[_positions[output]];
    }

    public void Dispose() => Forget();

    /// <summary>Lets the library allocate an output in the next run.</summary>
    public void BindToHost(int output)
    {
        ref readonly OrtApi api = ref _session.Environment.Library.Api;
        OrtTensorInfo info = _session.Outputs[output];
        fixed (byte* name = info.Utf8Name)
        {
            nint status = api.BindOutputToDevice(_binding.Pointer, name, _session.Environment.HostMemoryInfo.Pointer);
            if (status != 0)
            {
                OrtStatus.ThrowIfFailed(api, status, $"bind '{info.Name}'");
            }
        }
    }

    private void Fetch()
    {
        ref readonly OrtApi api = ref _session.Environment.Library.Api;
        nint allocator = _session.Environment.Allocator;
        nint* values;
        nuint count;
        nint status = api.GetBoundOutputValues(_binding.Pointer, allocator, &values, &count);
        OrtStatus.ThrowIfFailed(api, status, "hand the outputs over");
        for (int i = 0; i < (int)count; i++)
        {
            _values[i] = values[i];
        }

        _haveValues = true;
        OrtStatus.ThrowIfFailed(api, api.AllocatorFree(allocator, values), "free a list");
    }

    /// <summary>Releases the values of the last run.</summary>
    public void Forget()
    {
        _haveRun = false;
        _haveValues = false;
        for (int i = 0; i < _values.Length; i++)
        {
            if (_values[i] != 0)
            {
                _session.Environment.Library.Api.ReleaseValue(_values[i]);
                _values[i] = 0;
            }
        }
    }
}
