#include "cuda_calls.h"

#include <dlfcn.h>

using namespace twin;

namespace
{

struct ErrorText
{
    int code;
    const char* name;
    const char* text;
};

// The names are the driver's; the texts are ours.
constexpr ErrorText Texts[] = {
    {cuda::Success, "CUDA_SUCCESS", "all went well"},
    {cuda::InvalidValue, "CUDA_ERROR_INVALID_VALUE", "an argument is not valid"},
    {cuda::OutOfMemory, "CUDA_ERROR_OUT_OF_MEMORY", "there is no memory left"},
    {cuda::NotInitialized, "CUDA_ERROR_NOT_INITIALIZED", "the driver was not started"},
    {cuda::NoDevice, "CUDA_ERROR_NO_DEVICE", "there is no GPU"},
    {cuda::InvalidDevice, "CUDA_ERROR_INVALID_DEVICE", "there is no GPU of that number"},
    {cuda::InvalidContext, "CUDA_ERROR_INVALID_CONTEXT", "no context is current"},
    {cuda::InvalidHandle, "CUDA_ERROR_INVALID_HANDLE", "a handle is not valid"},
    {cuda::NotReady, "CUDA_ERROR_NOT_READY", "the work is not done yet"},
    {cuda::IllegalAddress, "CUDA_ERROR_ILLEGAL_ADDRESS", "the GPU used memory that it may not"},
    {cuda::AlreadyRegistered, "CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED", "the memory is locked already"},
    {cuda::NotRegistered, "CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED", "the memory is not locked"},
    {cuda::LaunchFailed, "CUDA_ERROR_LAUNCH_FAILED", "work on the GPU failed"},
    {cuda::NotSupported, "CUDA_ERROR_NOT_SUPPORTED", "the driver does not support this"},
    {cuda::CaptureUnsupported, "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED", "a stream that is recorded does not allow this"},
    {cuda::CaptureInvalidated, "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED", "a recording was spoiled"},
    {cuda::CaptureWrongThread, "CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD", "another thread began the recording"},
    {cuda::Unknown, "CUDA_ERROR_UNKNOWN", "an unknown error"},
};

const ErrorText* find(int code)
{
    for (const ErrorText& candidate : Texts)
    {
        if (candidate.code == code)
        {
            return &candidate;
        }
    }

    return nullptr;
}

} // namespace

TWIN_EXPORT int cuGetErrorName(int code, const char** name)
{
    const ErrorText* found = find(code);
    *name = found == nullptr ? nullptr : found->name;
    return found == nullptr ? cuda::InvalidValue : cuda::Success;
}

TWIN_EXPORT int cuGetErrorString(int code, const char** text)
{
    const ErrorText* found = find(code);
    *text = found == nullptr ? nullptr : found->text;
    return found == nullptr ? cuda::InvalidValue : cuda::Success;
}

// Finds the functions of this very copy of the double.
TWIN_EXPORT int cuGetProcAddress_v2(const char* name, void** function, int, uint64_t, int* status)
{
    TWIN_ENTER("cuGetProcAddress_v2");
    Dl_info own{};
    dladdr(reinterpret_cast<void*>(&find), &own);
    void* library = dlopen(own.dli_fname, RTLD_NOW | RTLD_NOLOAD);
    *function = library == nullptr ? nullptr : dlsym(library, name);
    if (status != nullptr)
    {
        *status = *function == nullptr ? 1 : 0;
    }

    return cudaFailure(failure);
}
