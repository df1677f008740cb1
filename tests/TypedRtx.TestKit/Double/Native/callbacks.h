// Calls into the interfaces that the caller implements, through their vtables.
#pragma once

#include "slots.h"
#include "types.h"

#include <cstddef>

namespace twin
{

template <class Result, class... Arguments>
Result callBack(void* object, int index, Arguments... arguments)
{
    void* function = (*static_cast<void***>(object))[index];
    return reinterpret_cast<Result (*)(void*, Arguments...)>(function)(object, arguments...);
}

inline void log(void* logger, int32_t level, const char* text)
{
    callBack<void, int32_t, const char*>(logger, slot::LoggerLog, level, text);
}

inline bool reportError(void* recorder, int32_t errorCode, const char* text)
{
    return callBack<bool, int32_t, const char*>(recorder, slot::ErrorRecorderReportError, errorCode, text);
}

inline void addReference(void* recorder)
{
    callBack<int32_t>(recorder, slot::ErrorRecorderIncRefCount);
}

inline void dropReference(void* recorder)
{
    callBack<int32_t>(recorder, slot::ErrorRecorderDecRefCount);
}

inline void phaseStart(void* monitor, const char* phase, const char* parent, int32_t steps)
{
    callBack<void, const char*, const char*, int32_t>(monitor, slot::ProgressMonitorPhaseStart, phase, parent, steps);
}

inline bool stepComplete(void* monitor, const char* phase, int32_t step)
{
    return callBack<bool, const char*, int32_t>(monitor, slot::ProgressMonitorStepComplete, phase, step);
}

inline void phaseFinish(void* monitor, const char* phase)
{
    callBack<void, const char*>(monitor, slot::ProgressMonitorPhaseFinish, phase);
}

inline int64_t write(void* writer, const void* data, int64_t size)
{
    return callBack<int64_t, const void*, int64_t>(writer, slot::StreamWriterWrite, data, size);
}

inline int64_t read(void* reader, void* destination, int64_t size, void* stream)
{
    return callBack<int64_t, void*, int64_t, void*>(reader, slot::StreamReaderV2Read, destination, size, stream);
}

inline void* reallocateOutput(
    void* allocator, const char* name, void* current, uint64_t size, uint64_t alignment, void* stream)
{
    return callBack<void*, const char*, void*, uint64_t, uint64_t, void*>(
        allocator, slot::OutputAllocatorReallocateOutputAsync, name, current, size, alignment, stream);
}

inline void notifyShape(void* allocator, const char* name, const Dims* dims)
{
    callBack<void, const char*, const Dims*>(allocator, slot::OutputAllocatorNotifyShape, name, dims);
}

} // namespace twin
