using System.Runtime.InteropServices;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>An array of C strings.</summary>
internal sealed unsafe class RawNames : IDisposable
{
    private readonly nint[] _names;

    public RawNames(IEnumerable<string> names)
    {
        _names = [.. names.Select(Marshal.StringToCoTaskMemUTF8)];
        Pointers = (byte**)NativeMemory.Alloc((nuint)Math.Max(_names.Length, 1), (nuint)sizeof(nint));
        for (int i = 0; i < _names.Length; i++)
        {
            Pointers[i] = (byte*)_names[i];
        }
    }

    /// <summary>The array.</summary>
    public byte** Pointers { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Array.ForEach(_names, Marshal.FreeCoTaskMem);
        NativeMemory.Free(Pointers);
    }
}
