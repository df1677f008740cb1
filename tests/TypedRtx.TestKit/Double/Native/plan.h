// What an engine of the double holds: the model, the bytes of its external initializers, the profiles.
#pragma once

#include "onnx.h"

#include <array>

namespace twin
{

// Shapes of inputs and elements of shape inputs, by name, for min, opt and max.
struct ProfileData
{
    std::map<std::string, std::array<Shape, 3>> shapes;
    std::map<std::string, std::array<std::vector<int64_t>, 3>> values;
};

struct Plan
{
    std::string name;
    std::string onnx;
    Outside outside;
    std::vector<ProfileData> profiles;
    std::vector<int32_t> computeCapabilities;
    uint32_t flags = 0;
};

constexpr int64_t HeaderSize = 64;

// Bits that say why an engine does not run here.
namespace diagnostics
{
constexpr uint64_t Version = 1;
constexpr uint64_t ComputeCapability = 2;
constexpr uint64_t Malformed = 32;
} // namespace diagnostics

// The same bytes for the same plan.
std::string writePlan(const Plan& plan, int32_t version);

// False for bytes that are no engine, or a damaged one.
bool readPlan(const void* data, size_t size, Plan& plan);

// What the header alone says: one of the bits above, or 0.
uint64_t checkHeader(const void* data, int64_t size, int32_t version);

// The version that this library says it has.
int32_t libraryVersion();

} // namespace twin
