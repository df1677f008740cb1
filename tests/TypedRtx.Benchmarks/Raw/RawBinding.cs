using System.Text;

namespace TypedRtx.Benchmarks.Raw;

/// <summary>Inputs and outputs bound once; each run is one call of the C API. The floor that everything is compared with.</summary>
internal sealed unsafe class RawBinding : IDisposable
{
    private const int Float32 = 1;
    private const int Int64 = 7;

    private readonly RawLibrary _library;
    private readonly delegate* unmanaged<nint, nint, nint, nint> _runWithBinding;
    private readonly nint _session;
    private readonly nint _runOptions;
    private readonly nint _binding;

    /// <summary>Makes a binding with nothing bound.</summary>
    public RawBinding(RawSession session)
    {
        _library = session.Library;
        _session = session.Pointer;
        _runWithBinding = (delegate* unmanaged<nint, nint, nint, nint>)_library.Slot(133);
        nint pointer;
        _library.Check(((delegate* unmanaged<nint*, nint>)_library.Slot(39))(&pointer));
        _runOptions = pointer;
        _library.Check(((delegate* unmanaged<nint, nint*, nint>)_library.Slot(134))(_session, &pointer));
        _binding = pointer;
    }

    /// <summary>Binds pinned floats to an input.</summary>
    public void BindInput(string name, Span<float> pinned, params long[] shape) => Bind(136, name, pinned, Float32, shape);

    /// <summary>Binds pinned floats to an output.</summary>
    public void BindOutput(string name, Span<float> pinned, params long[] shape) => Bind(137, name, pinned, Float32, shape);

    /// <summary>Binds pinned 64-bit integers to an input.</summary>
    public void BindInput(string name, Span<long> pinned, params long[] shape) => Bind(136, name, pinned, Int64, shape);

    /// <summary>Lets the library allocate an output in the first run, which stays bound.</summary>
    public void BindOutput(string name)
    {
        fixed (byte* utf8 = Encoding.UTF8.GetBytes(name + '\0'))
        {
            _library.Check(((delegate* unmanaged<nint, byte*, nint, nint>)_library.Slot(138))(_binding, utf8, _library.HostMemory));
        }
    }

    /// <summary>Runs so many times.</summary>
    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            nint status = _runWithBinding(_session, _runOptions, _binding);
            if (status != 0)
            {
                _library.Check(status);
            }
        }
    }

    /// <summary>Releases the binding.</summary>
    public void Dispose()
    {
        ((delegate* unmanaged<nint, void>)_library.Slot(135))(_binding);
        ((delegate* unmanaged<nint, void>)_library.Slot(97))(_runOptions);
    }

    private void Bind<T>(int slot, string name, Span<T> pinned, int type, long[] shape)
        where T : unmanaged
    {
        nint value;
        fixed (T* data = pinned)
        fixed (long* dimensions = shape)
        fixed (byte* utf8 = Encoding.UTF8.GetBytes(name + '\0'))
        {
            _library.Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_library.Slot(49))(
                _library.HostMemory, data, (nuint)pinned.Length * (nuint)sizeof(T), dimensions, (nuint)shape.Length, type, &value));
            _library.Check(((delegate* unmanaged<nint, byte*, nint, nint>)_library.Slot(slot))(_binding, utf8, value));
        }

        // The binding holds a reference of its own.
        ((delegate* unmanaged<nint, void>)_library.Slot(96))(value);
    }
}
