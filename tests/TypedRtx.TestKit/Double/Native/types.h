// Plain data that crosses the border: facts of the public headers in our own words.
#pragma once

#include <cstdint>

namespace twin
{

struct Dims
{
    int32_t count;
    int64_t lengths[8];
};

static_assert(sizeof(Dims) == 72, "The library passes 72 bytes.");

struct Weights
{
    int32_t type;
    const void* values;
    int64_t count;
};

enum class DataType : int32_t
{
    Float = 0,
    Half = 1,
    Int8 = 2,
    Int32 = 3,
    Bool = 4,
    UInt8 = 5,
    BFloat16 = 7,
    Int64 = 8,
};

enum class Selector : int32_t
{
    Min = 0,
    Opt = 1,
    Max = 2,
};

// Codes that go to an error recorder.
namespace code
{
constexpr int32_t Unspecified = 1;
constexpr int32_t Internal = 2;
constexpr int32_t InvalidArgument = 3;
constexpr int32_t InvalidConfig = 4;
constexpr int32_t FailedAllocation = 5;
constexpr int32_t FailedExecution = 7;
constexpr int32_t InvalidState = 9;
constexpr int32_t UnsupportedState = 10;
} // namespace code

// Codes of the ONNX parser.
namespace parsing
{
constexpr int32_t Internal = 1;
constexpr int32_t Memory = 2;
constexpr int32_t Deserialize = 3;
constexpr int32_t InvalidValue = 4;
constexpr int32_t InvalidGraph = 5;
constexpr int32_t UnsupportedNode = 8;
constexpr int32_t UnsupportedType = 11;
} // namespace parsing

// Severities of a logger.
namespace severity
{
constexpr int32_t InternalError = 0;
constexpr int32_t Error = 1;
constexpr int32_t Warning = 2;
constexpr int32_t Info = 3;
constexpr int32_t Verbose = 4;
} // namespace severity

} // namespace twin
