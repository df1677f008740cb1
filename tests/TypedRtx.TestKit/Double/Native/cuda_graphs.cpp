#include "cuda_calls.h"

#include <set>
#include <mutex>

using namespace twin;

namespace
{

// A recording, or one that is ready to be launched.
struct Recording
{
    const char* kind;
    std::vector<Work> work;
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

Recording* add(const char* kind, std::vector<Work> work)
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
    std::vector<Work> work;
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

    for (const Work& work : executable->work)
    {
        const int result = streams::submit(stream, "A graph", work);
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
