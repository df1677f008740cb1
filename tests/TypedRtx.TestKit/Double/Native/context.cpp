#include "cuda_calls.h"
#include "engine.h"

#include <algorithm>

namespace twin
{
namespace
{

void* getEngine(Context* self)
{
    TWIN_METHOD(self, "VExecutionContext.getEngine");
    return self->engineHandle;
}

void setName(Context* self, const char* name)
{
    TWIN_METHOD(self, "VExecutionContext.setName");
    name = named(name, thisCall);
    self->name = name;
}

const char* getName(Context* self)
{
    TWIN_METHOD(self, "VExecutionContext.getName");
    return self->name.c_str();
}

int32_t getOptimizationProfile(Context* self)
{
    TWIN_METHOD(self, "VExecutionContext.getOptimizationProfile");
    return self->profile;
}

bool allInputDimensionsSpecified(Context* self)
{
    TWIN_METHOD(self, "VExecutionContext.allInputDimensionsSpecified");
    for (const Port& port : self->core->model.inputs)
    {
        if (self->shapes.count(port.name) == 0)
        {
            return false;
        }
    }

    return failure == Failure::None;
}

void setErrorRecorder(Context* self, void* recorder)
{
    TWIN_METHOD(self, "VExecutionContext.setErrorRecorder");
    self->errors->setRecorder(recorder);
}

void* getErrorRecorder(Context* self)
{
    TWIN_METHOD(self, "VExecutionContext.getErrorRecorder");
    return self->errors->recorder();
}

bool setOptimizationProfileAsync(Context* self, int32_t index, void* stream)
{
    TWIN_METHOD(self, "VExecutionContext.setOptimizationProfileAsync");
    if (self->errors->refuse(thisCall, failure))
    {
        return false;
    }

    const int32_t count = std::max<int32_t>(1, static_cast<int32_t>(self->core->plan.profiles.size()));
    if (!streams::isLive(stream) || streams::isDefault(stream))
    {
        violation("VExecutionContext.setOptimizationProfileAsync was called with no stream of the caller's.");
    }

    if (index < 0 || index >= count)
    {
        self->errors->report(code::InvalidArgument, "There is no optimization profile " + std::to_string(index));
        return false;
    }

    self->profile = index;
    resetShapes(*self);
    return true;
}

bool setInputShape(Context* self, const char* name, const Dims* dims)
{
    TWIN_METHOD(self, "VExecutionContext.setInputShape");
    name = named(name, thisCall);
    const Port* port = inputOf(*self, name, thisCall);
    if (self->errors->refuse(thisCall, failure) || port == nullptr)
    {
        return false;
    }

    const Shape shape = shapeOf(*dims);
    const std::string problem = dims->count < 0 ? "the rank is negative" : shapeProblem(*self, *port, shape);
    if (!problem.empty())
    {
        self->errors->report(
            code::InvalidArgument,
            std::string("The shape ") + textOf(shape) + " does not fit the input " + name + ": " + problem);
        return false;
    }

    self->shapes[name] = shape;
    return true;
}

Dims getTensorShape(Context* self, const char* name)
{
    TWIN_METHOD(self, "VExecutionContext.getTensorShape");
    name = named(name, thisCall);
    Dims dims{};
    dims.count = -1;
    if (failure != Failure::None)
    {
        return dims;
    }

    const Port* input = self->core->input(name);
    if (input != nullptr)
    {
        const auto set = self->shapes.find(name);
        return dimsOf(set == self->shapes.end() ? input->shape : set->second);
    }

    const Port* output = outputOf(*self, name, thisCall);
    std::string error;
    if (output == nullptr)
    {
        return dims;
    }

    if (!infer(*self, error))
    {
        return output->hasShape ? dimsOf(output->shape) : dims;
    }

    return dimsOf(self->inferred.values[name].shape);
}

int64_t getMaxOutputSize(Context* self, const char* name)
{
    TWIN_METHOD(self, "VExecutionContext.getMaxOutputSize");
    name = named(name, thisCall);
    const Port* output = outputOf(*self, name, thisCall);
    std::string error;
    return failure != Failure::None || output == nullptr || !infer(*self, error)
        ? -1
        : self->inferred.values[name].count() * sizeOf(output->type);
}

int32_t inferShapes(Context* self, int32_t count, const char** names)
{
    TWIN_METHOD(self, "VExecutionContext.inferShapes");
    if (self->errors->refuse(thisCall, failure))
    {
        return -1;
    }

    int32_t missing = 0;
    for (const Port& port : self->core->model.inputs)
    {
        const bool needsAddress = self->core->shapeInputs.count(port.name) != 0;
        if (self->shapes.count(port.name) == 0 || (needsAddress && self->addresses.count(port.name) == 0))
        {
            if (missing < count)
            {
                names[missing] = port.name.c_str();
            }

            missing++;
        }
    }

    std::string error;
    if (missing == 0 && !infer(*self, error))
    {
        self->errors->report(code::InvalidArgument, "The shapes do not go together: " + error);
        return -1;
    }

    return missing;
}

bool enqueueV3(Context* self, void* stream)
{
    TWIN_METHOD(self, "VExecutionContext.enqueueV3");
    if (self->errors->refuse(thisCall, failure))
    {
        return false;
    }

    if (failure == Failure::HangOnStream)
    {
        streams::submit(stream, thisCall, [] {
            hangUntilReleased();
            return cuda::Success;
        });
    }
    else if (failure == Failure::FaultOnStream)
    {
        streams::submit(stream, thisCall, [] { return cuda::LaunchFailed; });
    }

    return enqueue(*self, stream);
}

void setAuxStreams(Context* self, void** auxStreams, int32_t count)
{
    TWIN_METHOD(self, "VExecutionContext.setAuxStreams");
    for (int32_t i = 0; i < count; i++)
    {
        if (!streams::isLive(auxStreams[i]))
        {
            violation("VExecutionContext.setAuxStreams was called with a stream that is none.");
        }
    }
}

size_t updateDeviceMemorySizeForShapes(Context* self)
{
    TWIN_METHOD(self, "VExecutionContext.updateDeviceMemorySizeForShapes");
    return self->errors->refuse(thisCall, failure) ? 0 : self->core->plan.onnx.size();
}

void setDeviceMemory(Context* self, void*, int64_t)
{
    TWIN_METHOD(self, "VExecutionContext.setDeviceMemoryV2");
}

void* getRuntimeConfig(Context* self)
{
    TWIN_METHOD(self, "VExecutionContext.getRuntimeConfig");
    return self->configHandle;
}

bool isStreamCapturable(Context* self, void* stream)
{
    TWIN_METHOD(self, "VExecutionContext.isStreamCapturable");
    return failure == Failure::None && !streams::isDefault(stream) && streams::isLive(stream);
}

} // namespace

std::vector<Method> Context::methods()
{
    std::vector<Method> all = contextBindingMethods();
    all.insert(all.end(), {
        method(slot::ExecutionContextGetEngine, getEngine),
        method(slot::ExecutionContextSetName, setName),
        method(slot::ExecutionContextGetName, getName),
        method(slot::ExecutionContextGetOptimizationProfile, getOptimizationProfile),
        method(slot::ExecutionContextAllInputDimensionsSpecified, allInputDimensionsSpecified),
        method(slot::ExecutionContextSetErrorRecorder, setErrorRecorder),
        method(slot::ExecutionContextGetErrorRecorder, getErrorRecorder),
        method(slot::ExecutionContextSetOptimizationProfileAsync, setOptimizationProfileAsync),
        method(slot::ExecutionContextSetInputShape, setInputShape),
        method(slot::ExecutionContextGetTensorShape, getTensorShape),
        method(slot::ExecutionContextInferShapes, inferShapes),
        method(slot::ExecutionContextGetMaxOutputSize, getMaxOutputSize),
        method(slot::ExecutionContextEnqueueV3, enqueueV3),
        method(slot::ExecutionContextSetAuxStreams, setAuxStreams),
        method(slot::ExecutionContextUpdateDeviceMemorySizeForShapes, updateDeviceMemorySizeForShapes),
        method(slot::ExecutionContextSetDeviceMemoryV2, setDeviceMemory),
        method(slot::ExecutionContextGetRuntimeConfig, getRuntimeConfig),
        method(slot::ExecutionContextIsStreamCapturable, isStreamCapturable),
    });
    return all;
}

} // namespace twin
