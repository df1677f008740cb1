using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Caching;

/// <summary>An entry of a file, mapped. Published files are never written again, only replaced or removed by name.</summary>
internal sealed unsafe class MappedEntry : CacheEntry
{
    private readonly SafeMemoryMappedViewHandle _view;

    private MappedEntry(SafeMemoryMappedViewHandle view, int payloadOffset, long byteLength)
    {
        _view = view;
        ByteLength = byteLength;
        byte* first = null;
        view.AcquirePointer(ref first);
        Address = (nint)(first + payloadOffset);
        view.ReleasePointer();
    }

    public override nint Address { get; }

    public override long ByteLength { get; }

    public static MappedEntry Open(SafeFileHandle file, int payloadOffset)
    {
        long length = RandomAccess.GetLength(file);
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);

        // The view lives on through its handle.
        MemoryMappedViewAccessor view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        return new MappedEntry(view.SafeMemoryMappedViewHandle, payloadOffset, length - payloadOffset);
    }

    protected override void Dispose(bool disposing) => _view.Dispose();
}
