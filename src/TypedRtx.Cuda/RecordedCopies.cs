using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>
/// What a recorded run copies from the host. At each launch the driver reads it where it lay while the run was recorded, and who recorded
/// may use that memory for something else by then: ONNX Runtime stages addresses for its kernels in blocks that the next run of any lengths
/// takes (before microsoft/onnxruntime, pull request 32121). So it is brought to the GPU once, and copied from there.
/// </summary>
internal static unsafe class RecordedCopies
{
    private const int Alignment = 256;
    private const int MemoryTypeAttribute = 2;

    /// <summary>Lets a recording copy from the GPU what it copies from the host.</summary>
    /// <param name="stream">The stream that was recorded, in which nothing is queued; it is waited for.</param>
    /// <param name="graph">The recording, which was not made ready yet, and after which nothing ran.</param>
    /// <returns>What it copies from, to be kept as long as it is launched; null for nothing.</returns>
    /// <exception cref="CudaException">The driver failed, or the recording copies to the host or what is no simple block.</exception>
    public static DeviceBlock? Keep(CudaStream stream, nint graph)
    {
        CudaLibrary library = stream.Context.Library;
        List<(nint Node, CudaCopy3D Copy, nint Source)> copies = [];
        Find(library, graph, copies);
        if (copies.Count == 0)
        {
            return null;
        }

        DeviceBlock block = DeviceBlock.Allocate(stream.Context, copies.Sum(copy => Aligned((long)copy.Copy.Width)));
        try
        {
            nint target = block.Pointer;
            foreach ((nint node, CudaCopy3D copy, nint source) in copies)
            {
                stream.Upload(target, (void*)source, (long)copy.Width);
                CudaCopy3D moved = copy with
                {
                    SourceX = 0,
                    SourceType = CudaMemoryType.Device,
                    SourceHost = 0,
                    SourceDevice = target,
                    SourcePitch = copy.Width,
                    SourceHeight = 1,
                };
                CudaErrors.ThrowIfFailed(library, library.Api.GraphMemcpyNodeSetParams(node, &moved), "move a copy of a recorded run to the GPU");
                target += (nint)Aligned((long)copy.Width);
            }

            stream.Synchronize();
            return block;
        }
        catch
        {
            _ = library.Api.StreamSynchronize(stream.Pointer);
            block.Dispose();
            throw;
        }
    }

    private static void Find(CudaLibrary library, nint graph, List<(nint Node, CudaCopy3D Copy, nint Source)> copies)
    {
        const string Look = "look into a recorded run";
        ref readonly CudaApi api = ref library.Api;
        nuint count = 0;
        CudaErrors.ThrowIfFailed(library, api.GraphGetNodes(graph, null, &count), Look);
        nint[] nodes = new nint[(int)count];
        fixed (nint* first = nodes)
        {
            CudaErrors.ThrowIfFailed(library, count == 0 ? CudaResult.Success : api.GraphGetNodes(graph, first, &count), Look);
        }

        foreach (nint node in nodes)
        {
            CudaNodeType type;
            CudaErrors.ThrowIfFailed(library, api.GraphNodeGetType(node, &type), Look);
            if (type == CudaNodeType.Graph)
            {
                nint inner;
                CudaErrors.ThrowIfFailed(library, api.GraphChildGraphNodeGetGraph(node, &inner), Look);
                Find(library, inner, copies);
            }
            else if (type == CudaNodeType.Copy)
            {
                CudaCopy3D copy;
                CudaErrors.ThrowIfFailed(library, api.GraphMemcpyNodeGetParams(node, &copy), Look);
                if (AddressOutsideGpu(api, copy.DestinationType, copy.DestinationHost, copy.DestinationDevice) is not null)
                {
                    throw new CudaException(CudaResult.NotSupported, "A run that copies to the host is not recorded: nobody would wait for the copy.");
                }

                if (AddressOutsideGpu(api, copy.SourceType, copy.SourceHost, copy.SourceDevice) is { } source && copy.Width > 0)
                {
                    copies.Add((node, copy, Start(api, copy, source)));
                }
            }
        }
    }

    private static nint Start(in CudaApi api, in CudaCopy3D copy, nint source)
    {
        nint start = source + (nint)copy.SourceX;
        if (TypeOf(api, start) != CudaMemoryType.Host)
        {
            // It may be gone by now.
            throw new CudaException(CudaResult.NotSupported, "A run that copies from memory of the host that is not locked is not recorded.");
        }

        return copy is { Height: <= 1, Depth: <= 1, SourceY: 0, SourceZ: 0 }
            ? start
            : throw new CudaException(CudaResult.NotSupported, "A run that copies rows from the host is not recorded.");
    }

    private static nint? AddressOutsideGpu(in CudaApi api, CudaMemoryType type, nint host, nint device) => type switch
    {
        CudaMemoryType.Host => host,
        CudaMemoryType.Unified when TypeOf(api, device) is null or CudaMemoryType.Host => device,
        _ => null,
    };

    // The driver knows all memory but the host's that was never locked, for which this is null.
    private static CudaMemoryType? TypeOf(in CudaApi api, nint address)
    {
        CudaMemoryType known;
        return api.PointerGetAttribute(&known, MemoryTypeAttribute, address) == CudaResult.Success ? known : null;
    }

    private static long Aligned(long byteLength) => (byteLength + Alignment - 1) & -Alignment;
}
