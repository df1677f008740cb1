#include "cuda_calls.h"
#include "device_memory.h"

#include <cstring>
#include <set>
#include <mutex>

using namespace twin;

namespace
{

// A recording, or one that is ready to be launched.
struct Recording
{
    const char* kind;
    std::vector<Recorded> work;
};

struct Recordings
{
    std::mutex gate;
    std::set<Recording*> live;
};

Recordings& state()
{
    static Recordings* instance = new Recordings();
    return *instance;
}

Recording* add(const char* kind, std::vector<Recorded> work)
{
    Recording* recording = new Recording{kind, std::move(work)};
    const std::lock_guard<std::mutex> lock(state().gate);
    state().live.insert(recording);
    born(kind);
    return recording;
}

bool isLive(Recording* recording, const char* kind)
{
    const std::lock_guard<std::mutex> lock(state().gate);
    return state().live.count(recording) != 0 && recording->kind == kind;
}

constexpr const char* Graph = "graph";
constexpr const char* Executable = "executable graph";
constexpr int KernelNode = 0;
constexpr int CopyNode = 1;
constexpr int HostMemory = 1;
constexpr int DeviceMemory = 2;
constexpr int UnifiedMemory = 4;

int destroy(Recording* recording, const char* kind)
{
    if (!isLive(recording, kind))
    {
        violation(std::string("A destruction of a ") + kind + " that is none, or not any more.");
        return cuda::InvalidValue;
    }

    const std::lock_guard<std::mutex> lock(state().gate);
    state().live.erase(recording);
    delete recording;
    died(kind);
    return cuda::Success;
}

} // namespace

TWIN_EXPORT int cuStreamBeginCapture_v2(void* stream, int)
{
    TWIN_CUDA("cuStreamBeginCapture_v2");
    return streams::beginRecording(stream);
}

TWIN_EXPORT int cuStreamEndCapture(void* stream, Recording** graph)
{
    TWIN_ENTER("cuStreamEndCapture");
    std::vector<Recorded> work;
    const int result = streams::endRecording(stream, work);
    const int error = cudaFailure(failure) != cuda::Success ? cudaFailure(failure) : result;
    *graph = error == cuda::Success ? add(Graph, std::move(work)) : nullptr;
    return error;
}

TWIN_EXPORT int cuGraphInstantiateWithFlags(Recording** executable, Recording* graph, unsigned long long)
{
    TWIN_CUDA_IN_CONTEXT("cuGraphInstantiateWithFlags");
    if (!isLive(graph, Graph))
    {
        return cuda::InvalidValue;
    }

    *executable = add(Executable, graph->work);
    return cuda::Success;
}

TWIN_EXPORT int cuGraphLaunch(Recording* executable, void* stream)
{
    TWIN_CUDA("cuGraphLaunch");
    if (!isLive(executable, Executable))
    {
        violation("A launch of a graph that is none, or not any more.");
        return cuda::InvalidValue;
    }

    for (const Recorded& recorded : executable->work)
    {
        const int result = streams::submit(stream, "A graph", recorded.work);
        if (result != cuda::Success)
        {
            return result;
        }
    }

    return cuda::Success;
}

TWIN_EXPORT int cuGraphExecDestroy(Recording* executable)
{
    TWIN_ENTER("cuGraphExecDestroy");
    const int result = destroy(executable, Executable);
    return cudaFailure(failure) != cuda::Success ? cudaFailure(failure) : result;
}

TWIN_EXPORT int cuGraphDestroy(Recording* graph)
{
    TWIN_ENTER("cuGraphDestroy");
    const int result = destroy(graph, Graph);
    return cudaFailure(failure) != cuda::Success ? cudaFailure(failure) : result;
}

// The nodes of a graph are what was recorded, in order, and stay where they are until the graph is destroyed.
TWIN_EXPORT int cuGraphGetNodes(Recording* graph, Recorded** nodes, size_t* count)
{
    TWIN_CUDA("cuGraphGetNodes");
    if (!isLive(graph, Graph))
    {
        return cuda::InvalidValue;
    }

    for (size_t i = 0; nodes != nullptr && i < *count && i < graph->work.size(); i++)
    {
        nodes[i] = &graph->work[i];
    }

    *count = graph->work.size();
    return cuda::Success;
}

TWIN_EXPORT int cuGraphNodeGetType(Recorded* node, int* type)
{
    TWIN_CUDA("cuGraphNodeGetType");
    *type = node->copy.size == 0 ? KernelNode : CopyNode;
    return cuda::Success;
}

TWIN_EXPORT int cuGraphChildGraphNodeGetGraph(Recorded*, Recording**)
{
    TWIN_CUDA("cuGraphChildGraphNodeGetGraph");
    return cuda::InvalidValue;
}

TWIN_EXPORT int cuGraphMemcpyNodeGetParams(Recorded* node, Copy3D* parameters)
{
    TWIN_CUDA("cuGraphMemcpyNodeGetParams");
    const bool isToHost = option("recorded_copies_to_host", 0) != 0;
    *parameters = Copy3D{};
    parameters->sourceType = option("recorded_copies_unified", 0) != 0 ? UnifiedMemory : HostMemory;
    parameters->sourceHost = node->copy.source;
    parameters->sourceDevice = reinterpret_cast<uintptr_t>(node->copy.source);
    parameters->targetType = isToHost ? HostMemory : DeviceMemory;
    parameters->targetHost = isToHost ? node->copy.target : nullptr;
    parameters->targetDevice = reinterpret_cast<uintptr_t>(node->copy.target);
    parameters->width = node->copy.size;
    parameters->height = 1;
    parameters->depth = 1;
    return cuda::Success;
}

// Takes copies of a row within the GPU.
TWIN_EXPORT int cuGraphMemcpyNodeSetParams(Recorded* node, const Copy3D* parameters)
{
    TWIN_CUDA("cuGraphMemcpyNodeSetParams");
    void* source = reinterpret_cast<void*>(parameters->sourceDevice + parameters->sourceX);
    void* target = reinterpret_cast<void*>(parameters->targetDevice + parameters->targetX);
    const size_t size = parameters->width;
    if (parameters->sourceType != DeviceMemory || parameters->targetType != DeviceMemory || parameters->height != 1
        || parameters->depth != 1 || parameters->sourcePitch < size || memory::find(source, size) == nullptr)
    {
        violation("cuGraphMemcpyNodeSetParams was called with a copy that the double does not take.");
        return cuda::InvalidValue;
    }

    node->copy = {};
    node->work = [source, target, size] {
        const uint8_t* from = memory::find(source, size);
        uint8_t* to = memory::find(target, size);
        if (from == nullptr || to == nullptr)
        {
            violation("A graph copied memory that was freed already.");
            return cuda::IllegalAddress;
        }

        std::memmove(to, from, size);
        return cuda::Success;
    };
    return cuda::Success;
}

TWIN_EXPORT int cuPointerGetAttribute(void* data, int attribute, uintptr_t address)
{
    TWIN_CUDA_IN_CONTEXT("cuPointerGetAttribute");
    constexpr int MemoryType = 2;
    void* pointer = reinterpret_cast<void*>(address);
    const bool isHost = memory::isLocked(pointer, 1);
    if (attribute != MemoryType || (!isHost && memory::find(pointer, 1) == nullptr))
    {
        return cuda::InvalidValue;
    }

    *static_cast<int*>(data) = isHost ? HostMemory : DeviceMemory;
    return cuda::Success;
}
