#include "cuda_calls.h"

using namespace twin;

TWIN_EXPORT int cuStreamCreate(void** stream, unsigned)
{
    TWIN_CUDA_IN_CONTEXT("cuStreamCreate");
    *stream = streams::create();
    return cuda::Success;
}

TWIN_EXPORT int cuStreamCreateWithPriority(void** stream, unsigned, int)
{
    TWIN_CUDA_IN_CONTEXT("cuStreamCreateWithPriority");
    *stream = streams::create();
    return cuda::Success;
}

TWIN_EXPORT int cuStreamDestroy_v2(void* stream)
{
    // A failure is told after the destruction: the driver leaves nothing to be destroyed again.
    TWIN_ENTER("cuStreamDestroy_v2");
    const int result = streams::destroy(static_cast<Stream*>(stream));
    return cudaFailure(failure) != cuda::Success ? cudaFailure(failure) : result;
}

TWIN_EXPORT int cuStreamSynchronize(void* stream)
{
    TWIN_CUDA("cuStreamSynchronize");
    return streams::synchronize(stream);
}

TWIN_EXPORT int cuStreamQuery(void* stream)
{
    TWIN_CUDA("cuStreamQuery");
    return streams::query(stream);
}

TWIN_EXPORT int cuStreamWaitEvent(void* stream, void* event, unsigned)
{
    TWIN_CUDA("cuStreamWaitEvent");
    return events::wait(stream, static_cast<Event*>(event));
}

TWIN_EXPORT int cuStreamIsCapturing(void* stream, int* capturing)
{
    TWIN_CUDA("cuStreamIsCapturing");
    *capturing = streams::isRecording(stream) ? 1 : 0;
    return streams::isLive(stream) ? cuda::Success : cuda::InvalidHandle;
}

TWIN_EXPORT int cuLaunchHostFunc(void* stream, void (*function)(void*), void* argument)
{
    TWIN_CUDA("cuLaunchHostFunc");
    return streams::submit(stream, "A function of the host", [function, argument] {
        function(argument);
        return cuda::Success;
    });
}

TWIN_EXPORT int cuEventCreate(void** event, unsigned flags)
{
    TWIN_CUDA_IN_CONTEXT("cuEventCreate");
    *event = events::create(flags);
    return cuda::Success;
}

TWIN_EXPORT int cuEventDestroy_v2(void* event)
{
    TWIN_ENTER("cuEventDestroy_v2");
    const int result = events::destroy(static_cast<Event*>(event));
    return cudaFailure(failure) != cuda::Success ? cudaFailure(failure) : result;
}

TWIN_EXPORT int cuEventRecord(void* event, void* stream)
{
    TWIN_CUDA("cuEventRecord");
    return events::record(static_cast<Event*>(event), stream);
}

TWIN_EXPORT int cuEventSynchronize(void* event)
{
    TWIN_CUDA("cuEventSynchronize");
    return events::synchronize(static_cast<Event*>(event));
}

TWIN_EXPORT int cuEventQuery(void* event)
{
    TWIN_CUDA("cuEventQuery");
    return events::query(static_cast<Event*>(event));
}

TWIN_EXPORT int cuEventElapsedTime(float* milliseconds, void* from, void* to)
{
    TWIN_CUDA("cuEventElapsedTime");
    return events::elapsed(milliseconds, static_cast<Event*>(from), static_cast<Event*>(to));
}
