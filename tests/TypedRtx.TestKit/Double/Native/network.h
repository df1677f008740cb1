// Builder, configuration, network, tensors and profiles.
#pragma once

#include "objects.h"
#include "plan.h"

#include <map>

namespace twin
{

struct HostMemory;
HostMemory* makeHostMemory(std::string bytes);

struct HostMemory : Object
{
    static constexpr const char* Kind = "VHostMemory";
    static constexpr const char* Deletion = "VHostMemory.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();

    std::string bytes;
};

struct Builder : Object
{
    static constexpr const char* Kind = "VBuilder";
    static constexpr const char* Deletion = "VBuilder.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();
    ~Builder();

    int32_t maxThreads = 1;
    std::vector<Object*> profiles;
};

struct Profile : Object
{
    static constexpr const char* Kind = "VOptimizationProfile";
    static constexpr const char* Deletion = "VOptimizationProfile.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();

    ProfileData data;

    // Which of min, opt and max were set, by input.
    std::map<std::string, int> set;
    std::map<std::string, int> setValues;
    float extraMemory = 1;
};

struct Config : Object
{
    static constexpr const char* Kind = "VBuilderConfig";
    static constexpr const char* Deletion = "VBuilderConfig.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();

    uint32_t flags = 1u << 6;
    int32_t optimizationLevel = 3;
    int32_t maxAuxStreams = -1;
    int32_t verbosity = 0;
    void* monitor = nullptr;
    std::map<int32_t, size_t> pools;
    std::vector<Profile*> profiles;
    std::vector<int32_t> computeCapabilities;
    bool isBroken = false;
};

struct Tensor : Object
{
    static constexpr const char* Kind = "VTensor";
    static constexpr const char* Deletion = "VTensor.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();

    Port port;
    bool isInput = false;
    bool isShape = false;
};

struct Network : Object
{
    static constexpr const char* Kind = "VNetworkDefinition";
    static constexpr const char* Deletion = "VNetworkDefinition.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();
    ~Network();

    Object* builder = nullptr;
    std::string name;
    bool isParsed = false;
    Model model;
    std::string onnx;
    Outside outside;
    std::vector<Tensor*> inputs;
    std::vector<Tensor*> outputs;
};

HostMemory* makeHostMemory(std::string bytes);

// A build with the phases and errors of the library; false when it was refused, after the errors were reported.
bool build(Builder& builder, Network& network, Config& config, std::string& engine);

// Tells the monitor of the phases of a build; false when it cancels.
bool showProgress(void* monitor, size_t nodes);

} // namespace twin
