// Plain data of the CUDA driver: facts of its public interface.
#pragma once

#include <cstddef>
#include <cstdint>

namespace twin
{

namespace cuda
{
constexpr int Success = 0;
constexpr int InvalidValue = 1;
constexpr int OutOfMemory = 2;
constexpr int NotInitialized = 3;
constexpr int NoDevice = 100;
constexpr int InvalidDevice = 101;
constexpr int InvalidContext = 201;
constexpr int InvalidHandle = 400;
constexpr int NotReady = 600;
constexpr int IllegalAddress = 700;
constexpr int AlreadyRegistered = 712;
constexpr int NotRegistered = 713;
constexpr int LaunchFailed = 719;
constexpr int NotSupported = 801;
constexpr int CaptureUnsupported = 900;
constexpr int CaptureInvalidated = 901;
constexpr int CaptureWrongThread = 908;
constexpr int Unknown = 999;
} // namespace cuda

struct Copy2D
{
    size_t sourceX;
    size_t sourceY;
    int sourceType;
    const void* sourceHost;
    uintptr_t sourceDevice;
    void* sourceArray;
    size_t sourcePitch;
    size_t targetX;
    size_t targetY;
    int targetType;
    void* targetHost;
    uintptr_t targetDevice;
    void* targetArray;
    size_t targetPitch;
    size_t width;
    size_t height;
};

static_assert(sizeof(Copy2D) == 128, "The driver reads 128 bytes.");

struct Copy3D
{
    size_t sourceX;
    size_t sourceY;
    size_t sourceZ;
    size_t sourceLevel;
    int sourceType;
    const void* sourceHost;
    uintptr_t sourceDevice;
    void* sourceArray;
    void* sourceReserved;
    size_t sourcePitch;
    size_t sourceHeight;
    size_t targetX;
    size_t targetY;
    size_t targetZ;
    size_t targetLevel;
    int targetType;
    void* targetHost;
    uintptr_t targetDevice;
    void* targetArray;
    void* targetReserved;
    size_t targetPitch;
    size_t targetHeight;
    size_t width;
    size_t height;
    size_t depth;
};

static_assert(sizeof(Copy3D) == 200, "The driver reads 200 bytes.");

} // namespace twin
