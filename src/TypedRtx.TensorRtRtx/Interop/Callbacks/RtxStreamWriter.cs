using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Takes an engine from the library piece by piece into a stream.</summary>
internal sealed unsafe class RtxStreamWriter : CallbackObject
{
    private const int Slots = 6;
    private const int MaxPiece = 1 << 30;

    private readonly Stream _stream;

    public RtxStreamWriter(RtxAbi abi, Stream stream)
        : base(abi, "IStreamWriter\0"u8, RtxMethod.StreamWriterGetAPILanguage, Slots)
    {
        _stream = stream;
        delegate* unmanaged[MemberFunction]<nint, byte*, long, long> write = &Write;
        Set(RtxMethod.StreamWriterWrite, write);
    }

    /// <summary>How many bytes were written.</summary>
    public long ByteLength { get; private set; }

    private long Write(byte* data, long length)
    {
        for (long written = 0; written < length;)
        {
            int piece = (int)Math.Min(length - written, MaxPiece);
            _stream.Write(new ReadOnlySpan<byte>(data + written, piece));
            written += piece;
        }

        ByteLength += length;
        return length;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static long Write(nint self, byte* data, long length)
    {
        if (Of<RtxStreamWriter>(self) is not { } writer)
        {
            return -1;
        }

#pragma warning disable CA1031 // A native boundary; the operation throws it afterwards.
        try
        {
            return writer.Write(data, length);
        }
        catch (Exception failure)
        {
            writer.Fail(failure);
            return -1;
        }
#pragma warning restore CA1031
    }
}
