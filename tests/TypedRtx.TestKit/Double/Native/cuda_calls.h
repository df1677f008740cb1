// What every function of the driver begins with.
#pragma once

#include "control.h"
#include "cuda_types.h"
#include "streams.h"

#define TWIN_EXPORT extern "C" __attribute__((visibility("default")))

namespace twin
{

// The error that a failure on demand is for the driver; Success for none.
int cudaFailure(Failure failure);

namespace contexts
{

bool isStarted();
void* current();

} // namespace contexts

// Counts the call and leaves when it has to fail, when the driver is not started, or after a fault.
#define TWIN_CUDA(callName)                                                                                            \
    TWIN_ENTER(callName);                                                                                              \
    if (::twin::cudaFailure(failure) != ::twin::cuda::Success)                                                         \
    {                                                                                                                  \
        return ::twin::cudaFailure(failure);                                                                           \
    }                                                                                                                  \
    if (!::twin::contexts::isStarted())                                                                                \
    {                                                                                                                  \
        return ::twin::cuda::NotInitialized;                                                                           \
    }                                                                                                                  \
    if (::twin::streams::fault() != 0)                                                                                 \
    {                                                                                                                  \
        return ::twin::streams::fault();                                                                               \
    }

// The same for functions that work in the context of the thread.
#define TWIN_CUDA_IN_CONTEXT(callName)                                                                                 \
    TWIN_CUDA(callName)                                                                                                \
    if (::twin::contexts::current() == nullptr)                                                                        \
    {                                                                                                                  \
        return ::twin::cuda::InvalidContext;                                                                           \
    }

} // namespace twin
