#include "engine.h"

#include "network.h"

namespace twin
{
namespace
{

const Port* portOf(Engine* self, const char* name, const char* call)
{
    const Port* port = self->core->input(name);
    port = port == nullptr ? self->core->output(name) : port;
    if (port == nullptr)
    {
        violation(std::string(call) + " was called with " + name + ", which the engine does not have.");
    }

    return port;
}

Dims noDims()
{
    Dims dims{};
    dims.count = -1;
    return dims;
}

int32_t getNbLayers(Engine* self)
{
    TWIN_ENTER("VCudaEngine.getNbLayers");
    return static_cast<int32_t>(self->core->model.nodes.size());
}

const char* getName(Engine* self)
{
    TWIN_ENTER("VCudaEngine.getName");
    return self->core->plan.name.c_str();
}

int32_t getNbOptimizationProfiles(Engine* self)
{
    TWIN_ENTER("VCudaEngine.getNbOptimizationProfiles");
    const size_t count = self->core->plan.profiles.size();
    return failure != Failure::None ? 0 : count == 0 ? 1 : static_cast<int32_t>(count);
}

void setErrorRecorder(Engine* self, void* recorder)
{
    TWIN_ENTER("VCudaEngine.setErrorRecorder");
    self->errors->setRecorder(recorder);
}

void* getErrorRecorder(Engine* self)
{
    TWIN_ENTER("VCudaEngine.getErrorRecorder");
    return self->errors->recorder();
}

void* createEngineInspector(Engine* self)
{
    TWIN_ENTER("VCudaEngine.createEngineInspector");
    if (self->errors->refuse(thisCall, failure))
    {
        return nullptr;
    }

    Inspector* inspector = make<Inspector>(std::make_shared<Errors>(self->errors->logger(), self->errors), {self});
    inspector->core = self->core;
    return visibleOf(inspector);
}

Dims getTensorShape(Engine* self, const char* name)
{
    TWIN_ENTER("VCudaEngine.getTensorShape");
    name = named(name, thisCall);
    const Port* port = portOf(self, name, thisCall);
    return failure != Failure::None || port == nullptr || !port->hasShape ? noDims() : dimsOf(port->shape);
}

int32_t getTensorDataType(Engine* self, const char* name)
{
    TWIN_ENTER("VCudaEngine.getTensorDataType");
    name = named(name, thisCall);
    const Port* port = portOf(self, name, thisCall);
    return port == nullptr ? 0 : static_cast<int32_t>(port->type);
}

int32_t getTensorLocation(Engine* self, const char* name)
{
    TWIN_ENTER("VCudaEngine.getTensorLocation");
    name = named(name, thisCall);
    return static_cast<int32_t>(self->core->shapeInputs.count(name));
}

bool isShapeInferenceIO(Engine* self, const char* name)
{
    TWIN_ENTER("VCudaEngine.isShapeInferenceIO");
    name = named(name, thisCall);
    return self->core->shapeInputs.count(name) != 0;
}

int32_t getTensorIOMode(Engine* self, const char* name)
{
    TWIN_ENTER("VCudaEngine.getTensorIOMode");
    name = named(name, thisCall);
    return failure != Failure::None           ? 0
        : self->core->input(name) != nullptr  ? 1
        : self->core->output(name) != nullptr ? 2
                                              : 0;
}

Dims getProfileShape(Engine* self, const char* name, int32_t profile, int32_t selector)
{
    TWIN_ENTER("VCudaEngine.getProfileShape");
    name = named(name, thisCall);
    const Port* port = self->core->input(name);
    const std::vector<ProfileData>& profiles = self->core->plan.profiles;
    if (failure != Failure::None || port == nullptr || selector < 0 || selector > 2 || profile < 0)
    {
        return noDims();
    }

    if (static_cast<size_t>(profile) >= profiles.size())
    {
        return profile == 0 ? dimsOf(port->shape) : noDims();
    }

    const auto found = profiles[static_cast<size_t>(profile)].shapes.find(name);
    return found == profiles[static_cast<size_t>(profile)].shapes.end()
        ? dimsOf(port->shape)
        : dimsOf(found->second[static_cast<size_t>(selector)]);
}

const int64_t* getProfileTensorValues(Engine* self, const char* name, int32_t profile, int32_t selector)
{
    TWIN_ENTER("VCudaEngine.getProfileTensorValuesV2");
    name = named(name, thisCall);
    const std::vector<ProfileData>& profiles = self->core->plan.profiles;
    if (failure != Failure::None || profile < 0 || static_cast<size_t>(profile) >= profiles.size() || selector < 0
        || selector > 2)
    {
        return nullptr;
    }

    const auto found = profiles[static_cast<size_t>(profile)].values.find(name);
    return found == profiles[static_cast<size_t>(profile)].values.end()
        ? nullptr
        : found->second[static_cast<size_t>(selector)].data();
}

int32_t getNbIOTensors(Engine* self)
{
    TWIN_ENTER("VCudaEngine.getNbIOTensors");
    return failure != Failure::None
        ? 0
        : static_cast<int32_t>(self->core->model.inputs.size() + self->core->model.outputs.size());
}

const char* getIOTensorName(Engine* self, int32_t index)
{
    TWIN_ENTER("VCudaEngine.getIOTensorName");
    const Port* port = self->core->at(index);
    return failure != Failure::None || port == nullptr ? nullptr : port->name.c_str();
}

int32_t getNbAuxStreams(Engine* self)
{
    TWIN_ENTER("VCudaEngine.getNbAuxStreams");
    (void)self;
    return 0;
}

int64_t getDeviceMemorySize(Engine* self)
{
    TWIN_ENTER("VCudaEngine.getDeviceMemorySizeV2");
    return static_cast<int64_t>(self->core->plan.onnx.size());
}

int64_t getDeviceMemorySizeForProfile(Engine* self, int32_t)
{
    TWIN_ENTER("VCudaEngine.getDeviceMemorySizeForProfileV2");
    return static_cast<int64_t>(self->core->plan.onnx.size());
}

void* createExecutionContextWithRuntimeConfig(Engine* self, void* given)
{
    TWIN_ENTER("VCudaEngine.createExecutionContextWithRuntimeConfig");
    RuntimeConfig* config = findAs<RuntimeConfig>(given, thisCall);
    return self->errors->refuse(thisCall, failure) || config == nullptr ? nullptr
                                                                        : visibleOf(makeContext(*self, config));
}

void* createExecutionContext(Engine* self, int32_t)
{
    TWIN_ENTER("VCudaEngine.createExecutionContext");
    return self->errors->refuse(thisCall, failure) ? nullptr : visibleOf(makeContext(*self, nullptr));
}

void* createRuntimeConfig(Engine* self)
{
    TWIN_ENTER("VCudaEngine.createRuntimeConfig");
    if (self->errors->refuse(thisCall, failure))
    {
        return nullptr;
    }

    return visibleOf(make<RuntimeConfig>(std::make_shared<Errors>(self->errors->logger(), self->errors), {self}));
}

int64_t getEngineStat(Engine* self, int32_t stat)
{
    TWIN_ENTER("VCudaEngine.getEngineStat");
    return stat == 0 ? static_cast<int64_t>(self->core->plan.onnx.size()) : -1;
}

void* serialize(Engine* self)
{
    TWIN_ENTER("VCudaEngine.serialize");
    return self->errors->refuse(thisCall, failure)
        ? nullptr
        : visibleOf(makeHostMemory(writePlan(self->core->plan, libraryVersion())));
}

} // namespace

std::vector<Method> Engine::methods()
{
    return {
        method(slot::CudaEngineGetNbLayers, getNbLayers),
        method(slot::CudaEngineSerialize, serialize),
        method(slot::CudaEngineCreateExecutionContext, createExecutionContext),
        method(slot::CudaEngineGetName, getName),
        method(slot::CudaEngineGetNbOptimizationProfiles, getNbOptimizationProfiles),
        method(slot::CudaEngineSetErrorRecorder, setErrorRecorder),
        method(slot::CudaEngineGetErrorRecorder, getErrorRecorder),
        method(slot::CudaEngineCreateEngineInspector, createEngineInspector),
        method(slot::CudaEngineGetTensorShape, getTensorShape),
        method(slot::CudaEngineGetTensorDataType, getTensorDataType),
        method(slot::CudaEngineGetTensorLocation, getTensorLocation),
        method(slot::CudaEngineIsShapeInferenceIO, isShapeInferenceIO),
        method(slot::CudaEngineGetTensorIOMode, getTensorIOMode),
        method(slot::CudaEngineGetProfileShape, getProfileShape),
        method(slot::CudaEngineGetProfileTensorValuesV2, getProfileTensorValues),
        method(slot::CudaEngineGetNbIOTensors, getNbIOTensors),
        method(slot::CudaEngineGetIOTensorName, getIOTensorName),
        method(slot::CudaEngineGetNbAuxStreams, getNbAuxStreams),
        method(slot::CudaEngineGetDeviceMemorySizeV2, getDeviceMemorySize),
        method(slot::CudaEngineGetDeviceMemorySizeForProfileV2, getDeviceMemorySizeForProfile),
        method(slot::CudaEngineCreateExecutionContextWithRuntimeConfig, createExecutionContextWithRuntimeConfig),
        method(slot::CudaEngineCreateRuntimeConfig, createRuntimeConfig),
        method(slot::CudaEngineGetEngineStat, getEngineStat),
    };
}

const Port* EngineCore::input(const std::string& name) const
{
    for (const Port& port : model.inputs)
    {
        if (port.name == name)
        {
            return &port;
        }
    }

    return nullptr;
}

const Port* EngineCore::output(const std::string& name) const
{
    for (const Port& port : model.outputs)
    {
        if (port.name == name)
        {
            return &port;
        }
    }

    return nullptr;
}

const Port* EngineCore::at(int32_t index) const
{
    const size_t place = static_cast<size_t>(index);
    if (index < 0 || place >= model.inputs.size() + model.outputs.size())
    {
        return nullptr;
    }

    return place < model.inputs.size() ? &model.inputs[place] : &model.outputs[place - model.inputs.size()];
}

} // namespace twin
