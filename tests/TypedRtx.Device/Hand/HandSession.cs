namespace TypedRtx.Device.Hand;

/// <summary>A session of ONNX Runtime with the options that a program by hand gives it.</summary>
internal sealed unsafe class HandSession : IDisposable
{
    private const int AllOptimizations = 99;

    /// <summary>Opens a model file.</summary>
    /// <param name="library">The library.</param>
    /// <param name="path">The model.</param>
    /// <param name="isOnGpu">Whether it runs on the first GPU, with the CUDA provider's own defaults.</param>
    /// <param name="captures">Whether the provider records runs as a graph.</param>
    /// <param name="lengths">Symbols that are fixed by name, also those that follow from others; none for an ordinary session.</param>
    public HandSession(HandLibrary library, string path, bool isOnGpu, bool captures, IEnumerable<(string Symbol, long Length)> lengths)
    {
        Library = library;
        IsOnGpu = isOnGpu;
        nint options;
        library.Check(((delegate* unmanaged<nint*, nint>)library.Slot(10))(&options));
        nint session;
        try
        {
            library.Check(((delegate* unmanaged<nint, int, nint>)library.Slot(23))(options, AllOptimizations));
            library.Check(((delegate* unmanaged<nint, nint>)library.Slot(120))(options));
            foreach ((string symbol, long length) in lengths)
            {
                fixed (byte* text = HandLibrary.Utf8(symbol))
                {
                    library.Check(((delegate* unmanaged<nint, byte*, long, nint>)library.Slot(124))(options, text, length));
                }
            }

            if (isOnGpu)
            {
                AddCuda(library, options, captures);
            }

            fixed (byte* text = HandLibrary.Utf8(path))
            {
                library.Check(((delegate* unmanaged<nint, byte*, nint, nint*, nint>)library.Slot(7))(
                    library.Environment, text, options, &session));
            }
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)library.Slot(100))(options);
        }

        Pointer = session;
    }

    /// <summary>The library.</summary>
    public HandLibrary Library { get; }

    /// <summary>Whether tensors are to lie on the GPU.</summary>
    public bool IsOnGpu { get; }

    /// <summary>The native session.</summary>
    public nint Pointer { get; }

    public void Dispose() => ((delegate* unmanaged<nint, void>)Library.Slot(95))(Pointer);

    private static void AddCuda(HandLibrary library, nint options, bool captures)
    {
        nint cuda;
        library.Check(((delegate* unmanaged<nint*, nint>)library.Slot(205))(&cuda));
        try
        {
            fixed (byte* device = HandLibrary.Utf8("device_id"))
            fixed (byte* first = HandLibrary.Utf8("0"))
            fixed (byte* graph = HandLibrary.Utf8("enable_cuda_graph"))
            fixed (byte* isOn = HandLibrary.Utf8(captures ? "1" : "0"))
            {
                byte** keys = stackalloc byte*[] { device, graph };
                byte** values = stackalloc byte*[] { first, isOn };
                library.Check(((delegate* unmanaged<nint, byte**, byte**, nuint, nint>)library.Slot(206))(cuda, keys, values, 2));
            }

            library.Check(((delegate* unmanaged<nint, nint, nint>)library.Slot(204))(options, cuda));
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)library.Slot(208))(cuda);
        }
    }
}
