using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TypedRtx.Native;

namespace TypedRtx.Runtime;

/// <summary>
/// A file of weights, opened once and mapped, so that what was checked is what is used, also when the name goes to another
/// file meanwhile. Whoever rewrites a mapped file in place changes the weights, and cutting it off ends the process:
/// replace files by renaming.
/// </summary>
public sealed unsafe class ExternalDataMap : IDisposable
{
    private readonly SafeMemoryMappedViewHandle? _view;

    private ExternalDataMap(string location)
    {
        Location = location;
        Address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference("no bytes"u8));
    }

    private ExternalDataMap(string location, SafeMemoryMappedViewHandle view, long byteLength)
    {
        Location = location;
        ByteLength = byteLength;
        _view = view;
        byte* address = null;
        view.AcquirePointer(ref address);
        Address = (nint)address;
        view.ReleasePointer();
    }

    /// <summary>The file as the model names it.</summary>
    public string Location { get; }

    /// <summary>Where its first byte is; never null, also for no bytes.</summary>
    public nint Address { get; }

    /// <summary>Its length in bytes.</summary>
    public long ByteLength { get; }

    /// <summary>The stamp of the file as it was opened; null where there is none, and for no bytes.</summary>
    internal FileStamp? Stamp { get; private init; }

    /// <summary>Keeps the memory mapped until what is returned is disposed, whether or not this is.</summary>
    public IDisposable Hold() => new Holder(_view);

    /// <summary>Unmaps the file once nobody holds it.</summary>
    public void Dispose() => _view?.Dispose();

    /// <summary>A file of which no byte is needed, so it is not opened.</summary>
    internal static ExternalDataMap Empty(string location) => new(location);

    internal static ExternalDataMap Open(string location, SafeFileHandle file, long byteLength)
    {
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);

        // The view lives on through its handle, which counts who uses it.
        MemoryMappedViewAccessor view = map.CreateViewAccessor(0, byteLength, MemoryMappedFileAccess.Read);
        return new ExternalDataMap(location, view.SafeMemoryMappedViewHandle, byteLength) { Stamp = FileStamp.Of(file) };
    }

    private sealed class Holder : IDisposable
    {
        private SafeMemoryMappedViewHandle? _view;

        public Holder(SafeMemoryMappedViewHandle? view)
        {
            bool added = false;
            view?.DangerousAddRef(ref added);
            _view = view;
        }

        public void Dispose() => Interlocked.Exchange(ref _view, null)?.DangerousRelease();
    }
}
