#include "cuda_calls.h"
#include "device_memory.h"

using namespace twin;

namespace
{

int allocate(void** address, size_t size)
{
    if (size == 0)
    {
        return cuda::InvalidValue;
    }

    *address = memory::allocate(size);
    return *address == nullptr ? cuda::OutOfMemory : cuda::Success;
}

} // namespace

TWIN_EXPORT int cuMemAlloc_v2(void** address, size_t size)
{
    TWIN_CUDA_IN_CONTEXT("cuMemAlloc_v2");
    return streams::spoilRecordings() ? cuda::CaptureUnsupported : allocate(address, size);
}

TWIN_EXPORT int cuMemFree_v2(void* address)
{
    TWIN_ENTER("cuMemFree_v2");
    if (address == nullptr)
    {
        return cuda::Success;
    }

    streams::synchronizeAll();
    const int result = memory::release(address);
    return cudaFailure(failure) != cuda::Success ? cudaFailure(failure) : result;
}

TWIN_EXPORT int cuMemAllocAsync(void** address, size_t size, void* stream)
{
    TWIN_CUDA_IN_CONTEXT("cuMemAllocAsync");
    return streams::isLive(stream) ? allocate(address, size) : cuda::InvalidHandle;
}

TWIN_EXPORT int cuMemFreeAsync(void* address, void* stream)
{
    TWIN_ENTER("cuMemFreeAsync");
    int result = cuda::Success;
    if (streams::fault() != 0)
    {
        // Nothing runs any more, so nothing has to be waited for.
        result = memory::release(address);
    }
    else
    {
        result = streams::submit(stream, "A release of memory", [address] { return memory::release(address); });
    }

    return cudaFailure(failure) != cuda::Success ? cudaFailure(failure) : result;
}

TWIN_EXPORT int cuMemHostAlloc(void** address, size_t size, unsigned)
{
    TWIN_CUDA_IN_CONTEXT("cuMemHostAlloc");
    if (size == 0)
    {
        return cuda::InvalidValue;
    }

    *address = memory::allocateHost(size);
    return cuda::Success;
}

TWIN_EXPORT int cuMemFreeHost(void* address)
{
    TWIN_ENTER("cuMemFreeHost");
    streams::synchronizeAll();
    const int result = memory::releaseHost(address);
    return cudaFailure(failure) != cuda::Success ? cudaFailure(failure) : result;
}

TWIN_EXPORT int cuMemHostRegister_v2(void* address, size_t size, unsigned)
{
    TWIN_CUDA_IN_CONTEXT("cuMemHostRegister_v2");
    return address == nullptr || size == 0 ? cuda::InvalidValue : memory::registerHost(address, size);
}

TWIN_EXPORT int cuMemHostUnregister(void* address)
{
    TWIN_ENTER("cuMemHostUnregister");
    streams::synchronizeAll();
    const int result = memory::unregisterHost(address);
    return cudaFailure(failure) != cuda::Success ? cudaFailure(failure) : result;
}

TWIN_EXPORT int cuMemHostGetDevicePointer_v2(void** device, void* host, unsigned)
{
    TWIN_CUDA_IN_CONTEXT("cuMemHostGetDevicePointer_v2");
    *device = host;
    return memory::isLocked(host, 1) ? cuda::Success : cuda::InvalidValue;
}

TWIN_EXPORT int cuMemGetInfo_v2(size_t* free, size_t* total)
{
    TWIN_CUDA_IN_CONTEXT("cuMemGetInfo_v2");
    *total = memory::total();
    *free = *total - memory::used();
    return cuda::Success;
}
