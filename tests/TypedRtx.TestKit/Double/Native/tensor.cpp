#include "network.h"

namespace twin
{
namespace
{

const char* getName(Tensor* self)
{
    TWIN_METHOD(self, "VTensor.getName");
    return failure == Failure::None ? self->port.name.c_str() : nullptr;
}

Dims getDimensions(Tensor* self)
{
    TWIN_METHOD(self, "VTensor.getDimensions");
    Dims dims = dimsOf(self->port.shape);
    if (failure != Failure::None || !self->port.hasShape)
    {
        dims.count = -1;
    }

    return dims;
}

int32_t getType(Tensor* self)
{
    TWIN_METHOD(self, "VTensor.getType");
    return static_cast<int32_t>(self->port.type);
}

bool isNetworkInput(Tensor* self)
{
    TWIN_METHOD(self, "VTensor.isNetworkInput");
    return self->isInput;
}

bool isNetworkOutput(Tensor* self)
{
    TWIN_METHOD(self, "VTensor.isNetworkOutput");
    return !self->isInput;
}

bool isShapeTensor(Tensor* self)
{
    TWIN_METHOD(self, "VTensor.isShapeTensor");
    return self->isShape;
}

bool isExecutionTensor(Tensor* self)
{
    TWIN_METHOD(self, "VTensor.isExecutionTensor");
    return !self->isShape;
}

const char* getDimensionName(Tensor* self, int32_t index)
{
    TWIN_METHOD(self, "VTensor.getDimensionName");
    const bool isNamed = index >= 0 && index < static_cast<int32_t>(self->port.symbols.size())
        && !self->port.symbols[static_cast<size_t>(index)].empty();
    return isNamed ? self->port.symbols[static_cast<size_t>(index)].c_str() : nullptr;
}

} // namespace

std::vector<Method> Tensor::methods()
{
    return {
        method(slot::TensorGetName, getName),
        method(slot::TensorGetDimensions, getDimensions),
        method(slot::TensorGetType, getType),
        method(slot::TensorIsNetworkInput, isNetworkInput),
        method(slot::TensorIsNetworkOutput, isNetworkOutput),
        method(slot::TensorIsShapeTensor, isShapeTensor),
        method(slot::TensorIsExecutionTensor, isExecutionTensor),
        method(slot::TensorGetDimensionName, getDimensionName),
    };
}

} // namespace twin
