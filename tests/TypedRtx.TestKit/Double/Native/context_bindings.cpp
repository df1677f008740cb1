#include "engine.h"

namespace twin
{
namespace
{

bool setTensorAddress(Context* self, const char* name, void* address)
{
    TWIN_METHOD(self, "VExecutionContext.setTensorAddress");
    name = named(name, thisCall);
    if (self->errors->refuse(thisCall, failure))
    {
        return false;
    }

    if (self->core->input(name) == nullptr && outputOf(*self, name, thisCall) == nullptr)
    {
        self->errors->report(code::InvalidArgument, std::string("There is no tensor ") + name);
        return false;
    }

    self->addresses[name] = address;
    return true;
}

void* getTensorAddress(Context* self, const char* name)
{
    TWIN_METHOD(self, "VExecutionContext.getTensorAddress");
    name = named(name, thisCall);
    const auto found = self->addresses.find(name);
    return found == self->addresses.end() ? nullptr : found->second;
}

bool setInputTensorAddress(Context* self, const char* name, void* address)
{
    TWIN_METHOD(self, "VExecutionContext.setInputTensorAddress");
    name = named(name, thisCall);
    if (self->errors->refuse(thisCall, failure) || inputOf(*self, name, thisCall) == nullptr)
    {
        return false;
    }

    self->addresses[name] = address;
    return true;
}

bool setOutputTensorAddress(Context* self, const char* name, void* address)
{
    TWIN_METHOD(self, "VExecutionContext.setOutputTensorAddress");
    name = named(name, thisCall);
    if (self->errors->refuse(thisCall, failure) || outputOf(*self, name, thisCall) == nullptr)
    {
        return false;
    }

    self->addresses[name] = address;
    return true;
}

bool setOutputAllocator(Context* self, const char* name, void* allocator)
{
    TWIN_METHOD(self, "VExecutionContext.setOutputAllocator");
    name = named(name, thisCall);
    if (self->errors->refuse(thisCall, failure) || outputOf(*self, name, thisCall) == nullptr)
    {
        return false;
    }

    self->allocators[name] = allocator;
    return true;
}

void* getOutputAllocator(Context* self, const char* name)
{
    TWIN_METHOD(self, "VExecutionContext.getOutputAllocator");
    name = named(name, thisCall);
    const auto found = self->allocators.find(name);
    return found == self->allocators.end() ? nullptr : found->second;
}

} // namespace

const Port* inputOf(Context& self, const char* name, const char* call)
{
    const Port* port = self.core->input(name);
    if (port == nullptr)
    {
        violation(std::string(call) + " was called with " + name + ", which is no input of the engine.");
    }

    return port;
}

const Port* outputOf(Context& self, const char* name, const char* call)
{
    const Port* port = self.core->output(name);
    if (port == nullptr)
    {
        violation(std::string(call) + " was called with " + name + ", which is no output of the engine.");
    }

    return port;
}

std::vector<Method> contextBindingMethods()
{
    return {
        method(slot::ExecutionContextSetTensorAddress, setTensorAddress),
        method(slot::ExecutionContextGetTensorAddress, getTensorAddress),
        method(slot::ExecutionContextSetInputTensorAddress, setInputTensorAddress),
        method(slot::ExecutionContextSetOutputTensorAddress, setOutputTensorAddress),
        method(slot::ExecutionContextSetOutputAllocator, setOutputAllocator),
        method(slot::ExecutionContextGetOutputAllocator, getOutputAllocator),
    };
}

} // namespace twin
