// What runs: runtime, engine, configuration and cache of contexts, contexts.
#pragma once

#include "graph.h"
#include "objects.h"
#include "plan.h"

#include <atomic>

namespace twin
{

struct Runtime : Object
{
    static constexpr const char* Kind = "VRuntime";
    static constexpr const char* Deletion = "VRuntime.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();
    ~Runtime();

    int32_t maxThreads = 1;
    bool isDeferred = false;
};

// What an engine's contexts share, also with work that is still queued when the engine is gone.
struct EngineCore
{
    Plan plan;
    Model model;
    std::set<std::string> shapeInputs;

    const Port* input(const std::string& name) const;
    const Port* output(const std::string& name) const;

    // Inputs first, each in the order of the model.
    const Port* at(int32_t index) const;
};

struct Engine : Object
{
    static constexpr const char* Kind = "VCudaEngine";
    static constexpr const char* Deletion = "VCudaEngine.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();

    std::shared_ptr<EngineCore> core;
};

struct Inspector : Object
{
    static constexpr const char* Kind = "VEngineInspector";
    static constexpr const char* Deletion = "VEngineInspector.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();

    std::shared_ptr<EngineCore> core;
    void* context = nullptr;
    std::string text;
};

// Which kernels were compiled, by the shapes that they are for.
struct RuntimeCache : Object
{
    static constexpr const char* Kind = "VRuntimeCache";
    static constexpr const char* Deletion = "VRuntimeCache.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();

    std::mutex kernelGate;
    std::set<std::string> kernels;

    // False for one that is there already.
    bool add(const std::string& kernel);
};

struct RuntimeConfig : Object
{
    static constexpr const char* Kind = "VRuntimeConfig";
    static constexpr const char* Deletion = "VRuntimeConfig.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();

    int32_t allocation = 0;
    int32_t specialization = 0;
    int32_t graphs = 0;
    RuntimeCache* cache = nullptr;
};

struct Context : Object
{
    static constexpr const char* Kind = "VExecutionContext";
    static constexpr const char* Deletion = "VExecutionContext.delete";
    static constexpr bool HasHandle = true;
    static std::vector<Method> methods();
    ~Context();

    void* engineHandle = nullptr;
    void* configHandle = nullptr;
    RuntimeCache* cache = nullptr;
    int32_t specialization = 0;
    std::shared_ptr<EngineCore> core;
    std::string name;
    int32_t profile = -1;
    std::map<std::string, Shape> shapes;
    std::map<std::string, void*> addresses;
    std::map<std::string, void*> allocators;

    // What inference of shapes found for the shapes and shape values that are set.
    GraphResult inferred;

    // The kernel that the last run was for.
    std::string lastKernel;

    // How much work is queued or runs.
    std::shared_ptr<std::atomic<int>> pending = std::make_shared<std::atomic<int>>(0);
};

Engine* openEngine(Runtime& runtime, const void* data, size_t size);
// The tensor of that name; null, with a violation, where the engine has none.
const Port* inputOf(Context& self, const char* name, const char* call);
const Port* outputOf(Context& self, const char* name, const char* call);

// Addresses and allocators of a context's tensors.
std::vector<Method> contextBindingMethods();

Context* makeContext(Engine& engine, RuntimeConfig* config);

// Runs the context's model on the stream; false, with an error reported, when it cannot.
bool enqueue(Context& context, void* stream);

// Infers the shapes anew; false where they do not fit or are not all set.
bool infer(Context& context, std::string& error);

// Why the profile does not allow a shape for an input; empty when it does.
std::string shapeProblem(const Context& context, const Port& port, const Shape& shape);

// Back to the shapes that the model itself gives.
void resetShapes(Context& context);

// Notes that a kernel is compiled, unless the cache has it.
void compile(Context& context, const std::string& kernel);

// Why a GPU does not run engines of the library; 0 when it does.
uint64_t refusalOf(const void* data, int64_t size);
bool hasDevice();

} // namespace twin
