#include "cuda_calls.h"
#include "device_memory.h"

#include <atomic>
#include <cstring>
#include <mutex>
#include <string>
#include <vector>

namespace twin
{
namespace
{

constexpr int MaximalDevices = 8;

struct Context
{
    int retained = 0;
};

std::atomic<bool> started{false};
std::mutex gate;
Context primary[MaximalDevices];
thread_local std::vector<void*>* stack = nullptr;

std::vector<void*>& threadStack()
{
    if (stack == nullptr)
    {
        stack = new std::vector<void*>();
    }

    return *stack;
}

int deviceCount()
{
    return static_cast<int>(option("no_device", 0) != 0 ? 0 : option("device_count", 1));
}

bool isDevice(int device)
{
    return device >= 0 && device < deviceCount() && device < MaximalDevices;
}

bool isContext(void* context)
{
    for (const Context& candidate : primary)
    {
        if (&candidate == context)
        {
            return candidate.retained > 0;
        }
    }

    return false;
}

int attribute(int number)
{
    const int capability = static_cast<int>(option("compute_capability", 86));
    switch (number)
    {
    case 75:
        return capability / 10;
    case 76:
        return capability % 10;
    case 18:
        return static_cast<int>(option("integrated", 0));
    case 16:
        return 28;
    case 41:
    case 115:
        return 1;
    default:
        return 0;
    }
}

} // namespace

int cudaFailure(Failure failure)
{
    switch (failure)
    {
    case Failure::Null:
        return cuda::Unknown;
    case Failure::Error:
        return static_cast<int>(option("cuda_error_code", cuda::LaunchFailed));
    case Failure::OutOfMemory:
        return cuda::OutOfMemory;
    default:
        return cuda::Success;
    }
}

namespace contexts
{

bool isStarted()
{
    return started.load();
}

void* current()
{
    void* top = threadStack().empty() ? nullptr : threadStack().back();
    return top != nullptr && isContext(top) ? top : nullptr;
}

} // namespace contexts
} // namespace twin

using namespace twin;

TWIN_EXPORT int cuInit(unsigned)
{
    TWIN_ENTER("cuInit");
    if (cudaFailure(failure) != cuda::Success)
    {
        return cudaFailure(failure);
    }

    if (option("no_device", 0) != 0)
    {
        return cuda::NoDevice;
    }

    started.store(true);
    return cuda::Success;
}

TWIN_EXPORT int cuDriverGetVersion(int* version)
{
    TWIN_ENTER("cuDriverGetVersion");
    *version = static_cast<int>(option("driver_version", 12080));
    return cudaFailure(failure);
}

TWIN_EXPORT int cuDeviceGetCount(int* count)
{
    TWIN_CUDA("cuDeviceGetCount");
    *count = deviceCount();
    return cuda::Success;
}

TWIN_EXPORT int cuDeviceGet(int* device, int ordinal)
{
    TWIN_CUDA("cuDeviceGet");
    *device = ordinal;
    return isDevice(ordinal) ? cuda::Success : cuda::InvalidDevice;
}

TWIN_EXPORT int cuDeviceGetName(char* name, int size, int device)
{
    TWIN_CUDA("cuDeviceGetName");
    if (!isDevice(device) || size < 1)
    {
        return cuda::InvalidDevice;
    }

    const std::string text = "Double of a GPU " + std::to_string(device);
    std::strncpy(name, text.c_str(), static_cast<size_t>(size - 1));
    name[size - 1] = 0;
    return cuda::Success;
}

TWIN_EXPORT int cuDeviceGetAttribute(int* value, int number, int device)
{
    TWIN_CUDA("cuDeviceGetAttribute");
    *value = attribute(number);
    return isDevice(device) ? cuda::Success : cuda::InvalidDevice;
}

TWIN_EXPORT int cuDeviceTotalMem_v2(size_t* bytes, int device)
{
    TWIN_CUDA("cuDeviceTotalMem_v2");
    *bytes = memory::total();
    return isDevice(device) ? cuda::Success : cuda::InvalidDevice;
}

TWIN_EXPORT int cuDeviceGetUuid_v2(uint8_t* uuid, int device)
{
    TWIN_CUDA("cuDeviceGetUuid_v2");
    for (int i = 0; i < 16; i++)
    {
        uuid[i] = static_cast<uint8_t>(16 * device + i);
    }

    return isDevice(device) ? cuda::Success : cuda::InvalidDevice;
}

TWIN_EXPORT int cuDevicePrimaryCtxRetain(void** context, int device)
{
    TWIN_CUDA("cuDevicePrimaryCtxRetain");
    if (!isDevice(device))
    {
        return cuda::InvalidDevice;
    }

    const std::lock_guard<std::mutex> lock(gate);
    primary[device].retained++;
    *context = &primary[device];
    born("context");
    return cuda::Success;
}

TWIN_EXPORT int cuDevicePrimaryCtxRelease_v2(int device)
{
    // Also after a fault: what is no longer needed can always be given back.
    TWIN_ENTER("cuDevicePrimaryCtxRelease_v2");
    const std::lock_guard<std::mutex> lock(gate);
    if (!isDevice(device) || primary[device].retained == 0)
    {
        violation("A primary context was released that was not retained.");
        return cuda::InvalidContext;
    }

    primary[device].retained--;
    died("context");
    return cudaFailure(failure);
}

TWIN_EXPORT int cuCtxSetCurrent(void* context)
{
    TWIN_CUDA("cuCtxSetCurrent");
    if (context != nullptr && !isContext(context))
    {
        violation("A context was made current that is none, or not any more.");
        return cuda::InvalidContext;
    }

    std::vector<void*>& own = threadStack();
    if (!own.empty())
    {
        own.pop_back();
    }

    if (context != nullptr)
    {
        own.push_back(context);
    }

    return cuda::Success;
}

TWIN_EXPORT int cuCtxGetCurrent(void** context)
{
    TWIN_CUDA("cuCtxGetCurrent");
    *context = contexts::current();
    return cuda::Success;
}

TWIN_EXPORT int cuCtxPushCurrent_v2(void* context)
{
    TWIN_CUDA("cuCtxPushCurrent_v2");
    if (!isContext(context))
    {
        return cuda::InvalidContext;
    }

    threadStack().push_back(context);
    return cuda::Success;
}

TWIN_EXPORT int cuCtxPopCurrent_v2(void** context)
{
    TWIN_CUDA_IN_CONTEXT("cuCtxPopCurrent_v2");
    if (context != nullptr)
    {
        *context = threadStack().back();
    }

    threadStack().pop_back();
    return cuda::Success;
}

TWIN_EXPORT int cuCtxSynchronize()
{
    TWIN_CUDA_IN_CONTEXT("cuCtxSynchronize");
    streams::synchronizeAll();
    return streams::fault();
}
