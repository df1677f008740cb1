using System.Text;

namespace TypedRtx.Benchmarks.Raw;

/// <summary>A session with the options that the backend of TypedRtx sets.</summary>
internal sealed unsafe class RawSession : IDisposable
{
    private const int AllOptimizations = 99;

    /// <summary>Opens a model file.</summary>
    /// <param name="path">The model.</param>
    /// <param name="hasSymbols">Whether shapes vary, in which case the backend switches memory patterns off.</param>
    /// <param name="lengths">Symbols that are fixed by name, for a session of one set of shapes.</param>
    public RawSession(string path, bool hasSymbols, params (string Symbol, long Length)[] lengths)
    {
        Library = RawLibrary.Shared;
        nint options;
        Library.Check(((delegate* unmanaged<nint*, nint>)Library.Slot(10))(&options));
        Library.Check(((delegate* unmanaged<nint, int, nint>)Library.Slot(23))(options, AllOptimizations));
        Library.Check(((delegate* unmanaged<nint, nint>)Library.Slot(120))(options));
        if (hasSymbols)
        {
            Library.Check(((delegate* unmanaged<nint, nint>)Library.Slot(17))(options));
        }

        foreach ((string symbol, long length) in lengths)
        {
            fixed (byte* text = Encoding.UTF8.GetBytes(symbol + '\0'))
            {
                Library.Check(((delegate* unmanaged<nint, byte*, long, nint>)Library.Slot(124))(options, text, length));
            }
        }

        byte[] name = OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Encoding.UTF8.GetBytes(path + '\0');
        nint session;
        nint status;
        fixed (byte* text = name)
        {
            status = ((delegate* unmanaged<nint, void*, nint, nint*, nint>)Library.Slot(7))(Library.Environment, text, options, &session);
        }

        ((delegate* unmanaged<nint, void>)Library.Slot(100))(options);
        Library.Check(status);
        Pointer = session;
    }

    /// <summary>The library.</summary>
    public RawLibrary Library { get; }

    /// <summary>The native session.</summary>
    public nint Pointer { get; }

    /// <summary>Releases the session.</summary>
    public void Dispose() => ((delegate* unmanaged<nint, void>)Library.Slot(95))(Pointer);
}
