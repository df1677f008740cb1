#include "network.h"

namespace twin
{
namespace
{

int32_t getNbLayers(Network* self)
{
    TWIN_METHOD(self, "VNetworkDefinition.getNbLayers");
    return static_cast<int32_t>(self->model.nodes.size());
}

void* getAt(const std::vector<Tensor*>& tensors, int32_t index)
{
    return index < 0 || index >= static_cast<int32_t>(tensors.size()) ? nullptr
                                                                      : visibleOf(tensors[static_cast<size_t>(index)]);
}

int32_t getNbInputs(Network* self)
{
    TWIN_METHOD(self, "VNetworkDefinition.getNbInputs");
    return failure == Failure::None ? static_cast<int32_t>(self->inputs.size()) : 0;
}

void* getInput(Network* self, int32_t index)
{
    TWIN_METHOD(self, "VNetworkDefinition.getInput");
    return self->errors->refuse(thisCall, failure) ? nullptr : getAt(self->inputs, index);
}

int32_t getNbOutputs(Network* self)
{
    TWIN_METHOD(self, "VNetworkDefinition.getNbOutputs");
    return failure == Failure::None ? static_cast<int32_t>(self->outputs.size()) : 0;
}

void* getOutput(Network* self, int32_t index)
{
    TWIN_METHOD(self, "VNetworkDefinition.getOutput");
    return self->errors->refuse(thisCall, failure) ? nullptr : getAt(self->outputs, index);
}

void setName(Network* self, const char* name)
{
    TWIN_METHOD(self, "VNetworkDefinition.setName");
    name = named(name, thisCall);
    self->name = name;
}

const char* getName(Network* self)
{
    TWIN_METHOD(self, "VNetworkDefinition.getName");
    return self->name.c_str();
}

uint32_t getFlags(Network* self)
{
    TWIN_METHOD(self, "VNetworkDefinition.getFlags");
    return 1;
}

bool getFlag(Network* self, int32_t flag)
{
    TWIN_METHOD(self, "VNetworkDefinition.getFlag");
    return flag == 0;
}

void* getBuilder(Network* self)
{
    TWIN_METHOD(self, "VNetworkDefinition.getBuilder");
    return &self->builder->handle;
}

void setErrorRecorder(Network* self, void* recorder)
{
    TWIN_METHOD(self, "VNetworkDefinition.setErrorRecorder");
    self->errors->setRecorder(recorder);
}

void* getErrorRecorder(Network* self)
{
    TWIN_METHOD(self, "VNetworkDefinition.getErrorRecorder");
    return self->errors->recorder();
}

} // namespace

std::vector<Method> Network::methods()
{
    return {
        method(slot::NetworkDefinitionGetNbLayers, getNbLayers),
        method(slot::NetworkDefinitionGetNbInputs, getNbInputs),
        method(slot::NetworkDefinitionGetInput, getInput),
        method(slot::NetworkDefinitionGetNbOutputs, getNbOutputs),
        method(slot::NetworkDefinitionGetOutput, getOutput),
        method(slot::NetworkDefinitionSetName, setName),
        method(slot::NetworkDefinitionGetName, getName),
        method(slot::NetworkDefinitionGetFlags, getFlags),
        method(slot::NetworkDefinitionGetFlag, getFlag),
        method(slot::NetworkDefinitionGetBuilder, getBuilder),
        method(slot::NetworkDefinitionSetErrorRecorder, setErrorRecorder),
        method(slot::NetworkDefinitionGetErrorRecorder, getErrorRecorder),
    };
}

Network::~Network()
{
    for (Tensor* tensor : inputs)
    {
        objects::dispose(tensor, &tensor->handle);
    }

    for (Tensor* tensor : outputs)
    {
        objects::dispose(tensor, &tensor->handle);
    }
}

} // namespace twin
