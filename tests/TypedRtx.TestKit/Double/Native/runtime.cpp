#include "cuda_calls.h"
#include "engine.h"

#include "callbacks.h"

#include <algorithm>

namespace twin
{
namespace
{

void* deserialize(Runtime* self, const void* data, size_t size)
{
    TWIN_METHOD(self, "VRuntime.deserializeCudaEngine");
    return self->errors->refuse(thisCall, failure) ? nullptr : visibleOf(openEngine(*self, data, size));
}

void* deserializeFromReader(Runtime* self, void* reader)
{
    TWIN_METHOD(self, "VRuntime.deserializeCudaEngineV2");
    if (self->errors->refuse(thisCall, failure))
    {
        return nullptr;
    }

    std::string bytes;
    char buffer[4096];
    for (int64_t count = read(reader, buffer, sizeof(buffer), nullptr); count > 0;
         count = read(reader, buffer, sizeof(buffer), nullptr))
    {
        bytes.append(buffer, static_cast<size_t>(count));
    }

    return visibleOf(openEngine(*self, bytes.data(), bytes.size()));
}

int64_t getEngineHeaderSize(Runtime* self)
{
    TWIN_METHOD(self, "VRuntime.getEngineHeaderSize");
    return failure == Failure::None ? HeaderSize : 0;
}

int32_t getEngineValidity(Runtime* self, const void* data, int64_t size, uint64_t* bits)
{
    constexpr int32_t Valid = 0;
    constexpr int32_t Suboptimal = 1;
    constexpr int32_t Invalid = 2;
    TWIN_METHOD(self, "VRuntime.getEngineValidity");
    if (self->errors->refuse(thisCall, failure))
    {
        return Invalid;
    }

    const uint64_t header = checkHeader(data, size, libraryVersion());
    if (header != 0)
    {
        *bits = header;
        return Invalid;
    }

    if (!hasDevice())
    {
        // Like the real library: the bits are left as they were.
        self->errors->say(severity::InternalError, "The properties of the GPU cannot be read: cudaError 35");
        return Invalid;
    }

    // `doubt_card` is for a card that the library calls invalid and runs on all the same.
    *bits = option("doubt_card", 0) != 0 ? diagnostics::ComputeCapability : refusalOf(data, size);
    return *bits != 0 ? Invalid : option("suboptimal", 0) != 0 ? Suboptimal : Valid;
}

void setErrorRecorder(Runtime* self, void* recorder)
{
    TWIN_METHOD(self, "VRuntime.setErrorRecorder");
    self->errors->setRecorder(recorder);
}

void* getErrorRecorder(Runtime* self)
{
    TWIN_METHOD(self, "VRuntime.getErrorRecorder");
    return self->errors->recorder();
}

void* getLogger(Runtime* self)
{
    TWIN_METHOD(self, "VRuntime.getLogger");
    return self->errors->logger();
}

bool setMaxThreads(Runtime* self, int32_t count)
{
    TWIN_METHOD(self, "VRuntime.setMaxThreads");
    self->maxThreads = count;
    return !self->errors->refuse(thisCall, failure);
}

int32_t getMaxThreads(Runtime* self)
{
    TWIN_METHOD(self, "VRuntime.getMaxThreads");
    return self->maxThreads;
}

} // namespace

std::vector<Method> Runtime::methods()
{
    return {
        method(slot::RuntimeDeserializeCudaEngine, deserialize),
        method(slot::RuntimeDeserializeCudaEngineV2, deserializeFromReader),
        method(slot::RuntimeGetEngineHeaderSize, getEngineHeaderSize),
        method(slot::RuntimeGetEngineValidity, getEngineValidity),
        method(slot::RuntimeSetErrorRecorder, setErrorRecorder),
        method(slot::RuntimeGetErrorRecorder, getErrorRecorder),
        method(slot::RuntimeGetLogger, getLogger),
        method(slot::RuntimeSetMaxThreads, setMaxThreads),
        method(slot::RuntimeGetMaxThreads, getMaxThreads),
    };
}

Runtime::~Runtime()
{
    errors->setRecorder(nullptr);
}

bool hasDevice()
{
    return option("no_device", 0) == 0;
}

uint64_t refusalOf(const void* data, int64_t size)
{
    Plan plan;
    if (option("refuse_card", 0) != 0)
    {
        return diagnostics::ComputeCapability;
    }

    if (!readPlan(data, static_cast<size_t>(size), plan) || plan.computeCapabilities.empty())
    {
        return 0;
    }

    const auto& all = plan.computeCapabilities;
    return std::count(all.begin(), all.end(), option("compute_capability", 86)) == 0 ? diagnostics::ComputeCapability : 0;
}

Engine* openEngine(Runtime& runtime, const void* data, size_t size)
{
    if (!hasDevice())
    {
        runtime.errors->report(code::Unspecified, "The CUDA runtime does not start: cudaError 35");
        return nullptr;
    }

    if (contexts::current() == nullptr)
    {
        violation("An engine was opened on a thread without a current CUDA context.");
    }

    const uint64_t header = checkHeader(data, static_cast<int64_t>(size), libraryVersion());
    std::shared_ptr<EngineCore> core = std::make_shared<EngineCore>();
    if (header == diagnostics::Version)
    {
        runtime.errors->report(
            code::Unspecified, "The engine was built by another version of the library than " + std::to_string(libraryVersion()));
        return nullptr;
    }

    if (header != 0 || !readPlan(data, size, core->plan))
    {
        runtime.errors->report(code::Unspecified, "The bytes are no engine, or a damaged one");
        return nullptr;
    }

    // `refuse_engine` is for a card that the library calls valid and then does not take.
    if (refusalOf(data, static_cast<int64_t>(size)) != 0 || option("refuse_engine", 0) != 0)
    {
        const int64_t capability = option("compute_capability", 86);
        const std::string number = std::to_string(capability / 10) + "." + std::to_string(capability % 10);
        runtime.errors->report(
            code::Unspecified,
            "This engine does not run on a GPU of compute capability " + number
                + ", and this library supports none of that kind");
        return nullptr;
    }

    core->model = Model::read(core->plan.onnx.data(), core->plan.onnx.size());
    core->model.fill(core->plan.outside);
    core->shapeInputs = shapeInputs(core->model);
    Engine* engine = make<Engine>(std::make_shared<Errors>(runtime.errors->logger(), runtime.errors), {&runtime});
    engine->shared = true;
    engine->core = core;
    return engine;
}

} // namespace twin
