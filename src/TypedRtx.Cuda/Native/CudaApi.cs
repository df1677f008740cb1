using System.Runtime.InteropServices;

namespace TypedRtx.Cuda.Native;

/// <summary>
/// The functions of the CUDA driver that we call, under the names that they are exported by. Parameters are as in cuda.h with
/// handles and device addresses as <c>nint</c> and <c>size_t</c> as <c>nuint</c>; what they return is a <see cref="CudaResult"/>.
/// </summary>
internal readonly unsafe struct CudaApi
{
    public readonly delegate* unmanaged<uint, CudaResult> Init;
    public readonly delegate* unmanaged<int*, CudaResult> DriverGetVersion;
    public readonly delegate* unmanaged<CudaResult, byte**, CudaResult> GetErrorName;
    public readonly delegate* unmanaged<CudaResult, byte**, CudaResult> GetErrorString;

    public readonly delegate* unmanaged<int*, CudaResult> DeviceGetCount;
    public readonly delegate* unmanaged<int*, int, CudaResult> DeviceGet;
    public readonly delegate* unmanaged<byte*, int, int, CudaResult> DeviceGetName;
    public readonly delegate* unmanaged<int*, CudaDeviceAttribute, int, CudaResult> DeviceGetAttribute;
    public readonly delegate* unmanaged<nuint*, int, CudaResult> DeviceTotalMem;

    /// <summary>Of the slice where a GPU is sliced; of the whole GPU on drivers before CUDA 11.4.</summary>
    public readonly delegate* unmanaged<byte*, int, CudaResult> DeviceGetUuid;

    public readonly delegate* unmanaged<nint*, int, CudaResult> DevicePrimaryCtxRetain;
    public readonly delegate* unmanaged<int, CudaResult> DevicePrimaryCtxRelease;
    public readonly delegate* unmanaged<nint, CudaResult> CtxSetCurrent;
    public readonly delegate* unmanaged<nint*, CudaResult> CtxGetCurrent;

    public readonly delegate* unmanaged<nint*, uint, CudaResult> StreamCreate;
    public readonly delegate* unmanaged<nint, CudaResult> StreamDestroy;
    public readonly delegate* unmanaged<nint, CudaResult> StreamSynchronize;
    public readonly delegate* unmanaged<nint, nint, uint, CudaResult> StreamWaitEvent;

    public readonly delegate* unmanaged<nint, CudaCaptureMode, CudaResult> StreamBeginCapture;
    public readonly delegate* unmanaged<nint, nint*, CudaResult> StreamEndCapture;
    public readonly delegate* unmanaged<nint*, nint, ulong, CudaResult> GraphInstantiate;
    public readonly delegate* unmanaged<nint, nint, CudaResult> GraphLaunch;
    public readonly delegate* unmanaged<nint, CudaResult> GraphExecDestroy;
    public readonly delegate* unmanaged<nint, CudaResult> GraphDestroy;
    public readonly delegate* unmanaged<nint, nint*, nuint*, CudaResult> GraphGetNodes;
    public readonly delegate* unmanaged<nint, CudaNodeType*, CudaResult> GraphNodeGetType;
    public readonly delegate* unmanaged<nint, nint*, CudaResult> GraphChildGraphNodeGetGraph;
    public readonly delegate* unmanaged<nint, CudaCopy3D*, CudaResult> GraphMemcpyNodeGetParams;
    public readonly delegate* unmanaged<nint, CudaCopy3D*, CudaResult> GraphMemcpyNodeSetParams;

    public readonly delegate* unmanaged<nint*, uint, CudaResult> EventCreate;
    public readonly delegate* unmanaged<nint, CudaResult> EventDestroy;
    public readonly delegate* unmanaged<nint, nint, CudaResult> EventRecord;
    public readonly delegate* unmanaged<nint, CudaResult> EventSynchronize;
    public readonly delegate* unmanaged<float*, nint, nint, CudaResult> EventElapsedTime;

    public readonly delegate* unmanaged<nint, void*, nuint, nint, CudaResult> MemcpyHtoDAsync;
    public readonly delegate* unmanaged<void*, nint, nuint, nint, CudaResult> MemcpyDtoHAsync;
    public readonly delegate* unmanaged<nint, nint, nuint, nint, CudaResult> MemcpyDtoDAsync;
    public readonly delegate* unmanaged<CudaCopy2D*, nint, CudaResult> Memcpy2DAsync;
    public readonly delegate* unmanaged<nint, byte, nuint, nint, CudaResult> MemsetD8Async;

    public readonly delegate* unmanaged<nint*, nuint, CudaResult> MemAlloc;
    public readonly delegate* unmanaged<nint, CudaResult> MemFree;
    public readonly delegate* unmanaged<nint*, nuint, nint, CudaResult> MemAllocAsync;
    public readonly delegate* unmanaged<nint, nint, CudaResult> MemFreeAsync;
    public readonly delegate* unmanaged<void*, nuint, uint, CudaResult> MemHostRegister;
    public readonly delegate* unmanaged<void*, CudaResult> MemHostUnregister;
    public readonly delegate* unmanaged<void**, nuint, uint, CudaResult> MemHostAlloc;
    public readonly delegate* unmanaged<void*, CudaResult> MemFreeHost;
    public readonly delegate* unmanaged<nuint*, nuint*, CudaResult> MemGetInfo;
    public readonly delegate* unmanaged<void*, int, nint, CudaResult> PointerGetAttribute;

    /// <summary>Reads the exports of a loaded library.</summary>
    /// <param name="library">The library.</param>
    /// <param name="missing">The first function that it does not export; null when all are there.</param>
    public CudaApi(nint library, out string? missing)
    {
        string? absent = null;
        Init = (delegate* unmanaged<uint, CudaResult>)Export("cuInit");
        DriverGetVersion = (delegate* unmanaged<int*, CudaResult>)Export("cuDriverGetVersion");
        GetErrorName = (delegate* unmanaged<CudaResult, byte**, CudaResult>)Export("cuGetErrorName");
        GetErrorString = (delegate* unmanaged<CudaResult, byte**, CudaResult>)Export("cuGetErrorString");

        DeviceGetCount = (delegate* unmanaged<int*, CudaResult>)Export("cuDeviceGetCount");
        DeviceGet = (delegate* unmanaged<int*, int, CudaResult>)Export("cuDeviceGet");
        DeviceGetName = (delegate* unmanaged<byte*, int, int, CudaResult>)Export("cuDeviceGetName");
        DeviceGetAttribute = (delegate* unmanaged<int*, CudaDeviceAttribute, int, CudaResult>)Export("cuDeviceGetAttribute");
        DeviceTotalMem = (delegate* unmanaged<nuint*, int, CudaResult>)Export("cuDeviceTotalMem_v2");
        DeviceGetUuid = (delegate* unmanaged<byte*, int, CudaResult>)Export("cuDeviceGetUuid_v2", "cuDeviceGetUuid");

        DevicePrimaryCtxRetain = (delegate* unmanaged<nint*, int, CudaResult>)Export("cuDevicePrimaryCtxRetain");
        DevicePrimaryCtxRelease = (delegate* unmanaged<int, CudaResult>)Export("cuDevicePrimaryCtxRelease_v2");
        CtxSetCurrent = (delegate* unmanaged<nint, CudaResult>)Export("cuCtxSetCurrent");
        CtxGetCurrent = (delegate* unmanaged<nint*, CudaResult>)Export("cuCtxGetCurrent");

        StreamCreate = (delegate* unmanaged<nint*, uint, CudaResult>)Export("cuStreamCreate");
        StreamDestroy = (delegate* unmanaged<nint, CudaResult>)Export("cuStreamDestroy_v2");
        StreamSynchronize = (delegate* unmanaged<nint, CudaResult>)Export("cuStreamSynchronize");
        StreamWaitEvent = (delegate* unmanaged<nint, nint, uint, CudaResult>)Export("cuStreamWaitEvent");

        StreamBeginCapture = (delegate* unmanaged<nint, CudaCaptureMode, CudaResult>)Export("cuStreamBeginCapture_v2");
        StreamEndCapture = (delegate* unmanaged<nint, nint*, CudaResult>)Export("cuStreamEndCapture");
        GraphInstantiate = (delegate* unmanaged<nint*, nint, ulong, CudaResult>)Export("cuGraphInstantiateWithFlags");
        GraphLaunch = (delegate* unmanaged<nint, nint, CudaResult>)Export("cuGraphLaunch");
        GraphExecDestroy = (delegate* unmanaged<nint, CudaResult>)Export("cuGraphExecDestroy");
        GraphDestroy = (delegate* unmanaged<nint, CudaResult>)Export("cuGraphDestroy");
        GraphGetNodes = (delegate* unmanaged<nint, nint*, nuint*, CudaResult>)Export("cuGraphGetNodes");
        GraphNodeGetType = (delegate* unmanaged<nint, CudaNodeType*, CudaResult>)Export("cuGraphNodeGetType");
        GraphChildGraphNodeGetGraph = (delegate* unmanaged<nint, nint*, CudaResult>)Export("cuGraphChildGraphNodeGetGraph");
        GraphMemcpyNodeGetParams = (delegate* unmanaged<nint, CudaCopy3D*, CudaResult>)Export("cuGraphMemcpyNodeGetParams");
        GraphMemcpyNodeSetParams = (delegate* unmanaged<nint, CudaCopy3D*, CudaResult>)Export("cuGraphMemcpyNodeSetParams");

        EventCreate = (delegate* unmanaged<nint*, uint, CudaResult>)Export("cuEventCreate");
        EventDestroy = (delegate* unmanaged<nint, CudaResult>)Export("cuEventDestroy_v2");
        EventRecord = (delegate* unmanaged<nint, nint, CudaResult>)Export("cuEventRecord");
        EventSynchronize = (delegate* unmanaged<nint, CudaResult>)Export("cuEventSynchronize");
        EventElapsedTime = (delegate* unmanaged<float*, nint, nint, CudaResult>)Export("cuEventElapsedTime");

        MemcpyHtoDAsync = (delegate* unmanaged<nint, void*, nuint, nint, CudaResult>)Export("cuMemcpyHtoDAsync_v2");
        MemcpyDtoHAsync = (delegate* unmanaged<void*, nint, nuint, nint, CudaResult>)Export("cuMemcpyDtoHAsync_v2");
        MemcpyDtoDAsync = (delegate* unmanaged<nint, nint, nuint, nint, CudaResult>)Export("cuMemcpyDtoDAsync_v2");
        Memcpy2DAsync = (delegate* unmanaged<CudaCopy2D*, nint, CudaResult>)Export("cuMemcpy2DAsync_v2");
        MemsetD8Async = (delegate* unmanaged<nint, byte, nuint, nint, CudaResult>)Export("cuMemsetD8Async");

        MemAlloc = (delegate* unmanaged<nint*, nuint, CudaResult>)Export("cuMemAlloc_v2");
        MemFree = (delegate* unmanaged<nint, CudaResult>)Export("cuMemFree_v2");
        MemAllocAsync = (delegate* unmanaged<nint*, nuint, nint, CudaResult>)Export("cuMemAllocAsync");
        MemFreeAsync = (delegate* unmanaged<nint, nint, CudaResult>)Export("cuMemFreeAsync");
        MemHostRegister = (delegate* unmanaged<void*, nuint, uint, CudaResult>)Export("cuMemHostRegister_v2");
        MemHostUnregister = (delegate* unmanaged<void*, CudaResult>)Export("cuMemHostUnregister");
        MemHostAlloc = (delegate* unmanaged<void**, nuint, uint, CudaResult>)Export("cuMemHostAlloc");
        MemFreeHost = (delegate* unmanaged<void*, CudaResult>)Export("cuMemFreeHost");
        MemGetInfo = (delegate* unmanaged<nuint*, nuint*, CudaResult>)Export("cuMemGetInfo_v2");
        PointerGetAttribute = (delegate* unmanaged<void*, int, nint, CudaResult>)Export("cuPointerGetAttribute");
        missing = absent;

        void* Export(string name, string? earlier = null)
        {
            if (NativeLibrary.TryGetExport(library, name, out nint address)
                || (earlier is not null && NativeLibrary.TryGetExport(library, earlier, out address)))
            {
                return (void*)address;
            }

            absent ??= name;
            return null;
        }
    }
}
