#include "cuda_calls.h"
#include "device_memory.h"

#include <cstring>
#include <string>
#include <vector>

using namespace twin;

namespace
{

// Whether the GPU may use the bytes now; work that runs later asks again.
bool isUsable(const void* address, size_t size, const char* call)
{
    if (memory::find(address, size) != nullptr)
    {
        return true;
    }

    violation(std::string(call) + " of " + std::to_string(size) + " bytes beyond memory of the GPU.");
    return false;
}

int illegal(const char* call)
{
    violation(std::string(call) + " ran when its memory was freed already.");
    return cuda::IllegalAddress;
}

int upload(void* target, const void* source, size_t size, void* stream, const char* call)
{
    if (!isUsable(target, size, call))
    {
        return cuda::InvalidValue;
    }

    // The driver reads locked memory when the copy runs, other memory before the call returns.
    if (memory::isLocked(source, size))
    {
        Work work = [target, source, size, call] {
            uint8_t* to = memory::find(target, size);
            if (to == nullptr || !memory::isLocked(source, size))
            {
                return illegal(call);
            }

            std::memcpy(to, source, size);
            return cuda::Success;
        };
        return streams::submit(stream, call, std::move(work), {target, source, size});
    }

    const uint8_t* bytes = static_cast<const uint8_t*>(source);
    Work work = [target, copy = std::vector<uint8_t>(bytes, bytes + size), call] {
        uint8_t* to = memory::find(target, copy.size());
        if (to == nullptr)
        {
            return illegal(call);
        }

        std::memcpy(to, copy.data(), copy.size());
        return cuda::Success;
    };
    return streams::submit(stream, call, std::move(work), {target, source, size});
}

int download(void* target, const void* source, size_t size, void* stream, const char* call)
{
    if (!isUsable(source, size, call))
    {
        return cuda::InvalidValue;
    }

    const bool isLocked = memory::isLocked(target, size);
    const int result = streams::submit(stream, call, [target, source, size, isLocked, call] {
        const uint8_t* from = memory::find(source, size);
        if (from == nullptr || (isLocked && !memory::isLocked(target, size)))
        {
            return illegal(call);
        }

        std::memcpy(target, from, size);
        return cuda::Success;
    });

    // Memory that is not locked is written when the call returns.
    return result == cuda::Success && !isLocked ? streams::synchronize(stream) : result;
}

int copy(void* target, const void* source, size_t size, void* stream, const char* call)
{
    if (!isUsable(source, size, call) || !isUsable(target, size, call))
    {
        return cuda::InvalidValue;
    }

    return streams::submit(stream, call, [target, source, size, call] {
        const uint8_t* from = memory::find(source, size);
        uint8_t* to = memory::find(target, size);
        if (from == nullptr || to == nullptr)
        {
            return illegal(call);
        }

        std::memmove(to, from, size);
        return cuda::Success;
    });
}

int fill(void* target, uint8_t value, size_t size, void* stream, const char* call)
{
    if (!isUsable(target, size, call))
    {
        return cuda::InvalidValue;
    }

    return streams::submit(stream, call, [target, value, size, call] {
        uint8_t* to = memory::find(target, size);
        if (to == nullptr)
        {
            return illegal(call);
        }

        std::memset(to, value, size);
        return cuda::Success;
    });
}

// Then waits, on the stream of its own that such a call has.
int finish(int result)
{
    return result == cuda::Success ? streams::synchronize(nullptr) : result;
}

} // namespace

TWIN_EXPORT int cuMemcpyHtoDAsync_v2(void* target, const void* source, size_t size, void* stream)
{
    TWIN_CUDA_IN_CONTEXT("cuMemcpyHtoDAsync_v2");
    return upload(target, source, size, stream, thisCall);
}

TWIN_EXPORT int cuMemcpyDtoHAsync_v2(void* target, const void* source, size_t size, void* stream)
{
    TWIN_CUDA_IN_CONTEXT("cuMemcpyDtoHAsync_v2");
    return download(target, source, size, stream, thisCall);
}

TWIN_EXPORT int cuMemcpyDtoDAsync_v2(void* target, const void* source, size_t size, void* stream)
{
    TWIN_CUDA_IN_CONTEXT("cuMemcpyDtoDAsync_v2");
    return copy(target, source, size, stream, thisCall);
}

TWIN_EXPORT int cuMemcpyHtoD_v2(void* target, const void* source, size_t size)
{
    TWIN_CUDA_IN_CONTEXT("cuMemcpyHtoD_v2");
    return finish(upload(target, source, size, nullptr, thisCall));
}

TWIN_EXPORT int cuMemcpyDtoH_v2(void* target, const void* source, size_t size)
{
    TWIN_CUDA_IN_CONTEXT("cuMemcpyDtoH_v2");
    return finish(download(target, source, size, nullptr, thisCall));
}

TWIN_EXPORT int cuMemcpyDtoD_v2(void* target, const void* source, size_t size)
{
    TWIN_CUDA_IN_CONTEXT("cuMemcpyDtoD_v2");
    return finish(copy(target, source, size, nullptr, thisCall));
}

TWIN_EXPORT int cuMemsetD8Async(void* target, uint8_t value, size_t size, void* stream)
{
    TWIN_CUDA_IN_CONTEXT("cuMemsetD8Async");
    return fill(target, value, size, stream, thisCall);
}

TWIN_EXPORT int cuMemsetD8_v2(void* target, uint8_t value, size_t size)
{
    TWIN_CUDA_IN_CONTEXT("cuMemsetD8_v2");
    return finish(fill(target, value, size, nullptr, thisCall));
}

TWIN_EXPORT int cuMemcpy2DAsync_v2(const Copy2D* given, void* stream)
{
    TWIN_CUDA_IN_CONTEXT("cuMemcpy2DAsync_v2");
    constexpr int Device = 2;
    const Copy2D rows = *given;
    if (rows.sourceType != Device || rows.targetType != Device || rows.sourcePitch < rows.width
        || rows.targetPitch < rows.width)
    {
        violation("cuMemcpy2DAsync_v2 was called with memory or pitches that the double does not take.");
        return cuda::InvalidValue;
    }

    const uintptr_t source = rows.sourceDevice + rows.sourceY * rows.sourcePitch + rows.sourceX;
    const uintptr_t target = rows.targetDevice + rows.targetY * rows.targetPitch + rows.targetX;
    for (size_t row = 0; row < rows.height; row++)
    {
        if (!isUsable(reinterpret_cast<void*>(source + row * rows.sourcePitch), rows.width, thisCall)
            || !isUsable(reinterpret_cast<void*>(target + row * rows.targetPitch), rows.width, thisCall))
        {
            return cuda::InvalidValue;
        }
    }

    return streams::submit(stream, thisCall, [rows, source, target] {
        for (size_t row = 0; row < rows.height; row++)
        {
            const uint8_t* from =
                memory::find(reinterpret_cast<void*>(source + row * rows.sourcePitch), rows.width);
            uint8_t* to = memory::find(reinterpret_cast<void*>(target + row * rows.targetPitch), rows.width);
            if (from == nullptr || to == nullptr)
            {
                return illegal("cuMemcpy2DAsync_v2");
            }

            std::memmove(to, from, rows.width);
        }

        return cuda::Success;
    });
}
