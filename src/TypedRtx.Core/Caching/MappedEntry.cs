using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Caching;

/// <summary>An entry of a file, mapped. Published files are never written again, only replaced or removed by name.</summary>
internal sealed unsafe class MappedEntry : CacheEntry
{
    private readonly SafeMemoryMappedViewHandle _view;

    private MappedEntry(SafeMemoryMappedViewHandle view, long start, long byteLength)
    {
        _view = view;
        ByteLength = byteLength;
        byte* first = null;
        view.AcquirePointer(ref first);
        Address = (nint)(first + start);
        view.ReleasePointer();
    }

    public override nint Address { get; }

    public override long ByteLength { get; }

    /// <summary>Maps a payload that begins somewhere in a file.</summary>
    public static MappedEntry Open(SafeFileHandle file, long start, long byteLength)
    {
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);

        // The view lives on through its handle. From the beginning, because an empty payload cannot be mapped alone.
        MemoryMappedViewAccessor view = map.CreateViewAccessor(0, start + byteLength, MemoryMappedFileAccess.Read);
        return new MappedEntry(view.SafeMemoryMappedViewHandle, start, byteLength);
    }

    protected override void Dispose(bool disposing) => _view.Dispose();
}
