#include "callbacks.h"
#include "cuda_calls.h"
#include "device_memory.h"
#include "engine.h"

namespace twin
{
namespace
{

constexpr uint64_t Alignment = 256;
constexpr int32_t SpecializeNever = 2;

// A run, with the addresses and shapes at the time of the call.
struct Job
{
    std::shared_ptr<EngineCore> core;
    Values shapeValues;
    std::map<std::string, Shape> shapes;
    std::map<std::string, void*> addresses;
};

int illegal(const std::string& name, const void* address)
{
    violation(
        "A run used " + name + " at an address that is no memory of the GPU, or too little of it"
        + (address == nullptr ? ": null." : "."));
    return cuda::IllegalAddress;
}

int readInputs(const Job& job, Values& values)
{
    values = job.shapeValues;
    for (const Port& port : job.core->model.inputs)
    {
        if (values.count(port.name) != 0)
        {
            continue;
        }

        const Shape& shape = job.shapes.at(port.name);
        const void* address = job.addresses.at(port.name);
        const size_t size = static_cast<size_t>(countOf(shape) * sizeOf(port.type));
        const uint8_t* bytes = memory::find(address, size);
        if (bytes == nullptr && size > 0)
        {
            return illegal(port.name, address);
        }

        values[port.name] = size == 0 ? Value::zeros(port.type, shape) : load(port.type, shape, bytes);
    }

    return cuda::Success;
}

int writeOutputs(const Job& job, const Values& values)
{
    for (const Port& port : job.core->model.outputs)
    {
        const Value value = convert(values.at(port.name), port.type);
        const size_t size = static_cast<size_t>(value.count() * sizeOf(port.type));
        void* address = job.addresses.at(port.name);
        uint8_t* bytes = memory::find(address, size);
        if (bytes == nullptr && size > 0)
        {
            return illegal(port.name, address);
        }

        if (size > 0)
        {
            store(value, bytes);
        }
    }

    return cuda::Success;
}

int compute(const Job& job, Values& values)
{
    const int error = readInputs(job, values);
    if (error != cuda::Success)
    {
        return error;
    }

    GraphResult result = run(job.core->model, std::move(values));
    if (!result.error.empty())
    {
        violation("A run failed that was queued: " + result.error + ".");
        return cuda::LaunchFailed;
    }

    values = std::move(result.values);
    return cuda::Success;
}

bool fail(const Context& context, int32_t errorCode, const std::string& text)
{
    context.errors->report(errorCode, text);
    return false;
}

// Gives outputs with an allocator their memory, of the shapes in `values`.
bool allocate(Context& context, Job& job, const Values& values, void* stream)
{
    for (const Port& port : context.core->model.outputs)
    {
        const auto allocator = context.allocators.find(port.name);
        if (allocator == context.allocators.end() || allocator->second == nullptr)
        {
            continue;
        }

        const Shape& shape = values.at(port.name).shape;
        const int64_t size = countOf(shape) * sizeOf(port.type);
        void*& address = context.addresses[port.name];
        address = reallocateOutput(
            allocator->second, port.name.c_str(), address, static_cast<uint64_t>(size), Alignment, stream);
        if (address == nullptr && size > 0)
        {
            return fail(context, code::FailedAllocation, "The allocator of the output " + port.name + " gave no memory");
        }

        const Dims dims = dimsOf(shape);
        notifyShape(allocator->second, port.name.c_str(), &dims);
        job.addresses[port.name] = address;
    }

    return true;
}

bool checkAddresses(const Context& context)
{
    for (int32_t i = 0; const Port* port = context.core->at(i); i++)
    {
        const auto address = context.addresses.find(port->name);
        const auto allocator = context.allocators.find(port->name);
        const bool isAllocated = allocator != context.allocators.end() && allocator->second != nullptr;
        const bool isUnknown = context.inferred.unknown.count(port->name) != 0;
        if (isUnknown && !isAllocated)
        {
            violation("A run was queued without an allocator for " + port->name + ", whose shape only the run shows.");
            return fail(context, code::InvalidState, "The output " + port->name + " needs an allocator");
        }

        if ((address == context.addresses.end() || address->second == nullptr) && !isAllocated)
        {
            violation("A run was queued without an address for " + port->name + ".");
            return fail(context, code::InvalidState, "The address of the tensor " + port->name + " is not set");
        }
    }

    return true;
}

void chooseKernel(Context& context)
{
    std::string kernel;
    for (const auto& entry : context.shapes)
    {
        kernel += entry.first + textOf(entry.second);
    }

    if (context.specialization != SpecializeNever && kernel != context.lastKernel)
    {
        compile(context, kernel);
    }

    context.lastKernel = kernel;
}

Job makeJob(const Context& context)
{
    Job job{context.core, {}, context.shapes, context.addresses};
    for (const std::string& name : context.core->shapeInputs)
    {
        const Port* port = context.core->input(name);
        job.shapeValues[name] = load(port->type, context.shapes.at(name), context.addresses.at(name));
    }

    return job;
}

// The shapes show in the run, so it is waited for, as the real library does.
bool enqueueUnknown(Context& context, Job job, void* stream)
{
    if (streams::synchronize(stream) != cuda::Success)
    {
        return fail(context, code::FailedExecution, "The GPU failed before the run");
    }

    Values values;
    const int error = compute(job, values);
    if (error != cuda::Success)
    {
        streams::setFault(error);
        return fail(context, code::FailedExecution, "The run failed");
    }

    return allocate(context, job, values, stream)
        && streams::submit(stream, "A run", [job, values] { return writeOutputs(job, values); }) == cuda::Success;
}

} // namespace

bool enqueue(Context& context, void* stream)
{
    if (streams::isDefault(stream))
    {
        violation("VExecutionContext.enqueueV3 was called with the default stream.");
    }

    if (!streams::isLive(stream) || contexts::current() == nullptr)
    {
        violation("VExecutionContext.enqueueV3 was called with a stream that is none, or without a CUDA context.");
        return fail(context, code::InvalidArgument, "The stream is none of the current CUDA context");
    }

    if (streams::fault() != 0)
    {
        return fail(
            context, code::FailedExecution, "The CUDA driver answers with error " + std::to_string(streams::fault()));
    }

    std::string error;
    if (!infer(context, error))
    {
        violation("A run was queued whose shapes are not set or do not fit: " + error + ".");
        return fail(context, code::InvalidState, "The shapes do not go together: " + error);
    }

    if (!checkAddresses(context))
    {
        return false;
    }

    chooseKernel(context);
    Job job = makeJob(context);
    if (!context.inferred.unknown.empty())
    {
        return enqueueUnknown(context, std::move(job), stream);
    }

    if (!allocate(context, job, context.inferred.values, stream))
    {
        return false;
    }

    const std::shared_ptr<std::atomic<int>> pending = context.pending;
    (*pending)++;
    return streams::submit(stream, "A run", [job, pending] {
        Values values;
        int result = compute(job, values);
        result = result == cuda::Success ? writeOutputs(job, values) : result;
        (*pending)--;
        return result;
    }) == cuda::Success;
}

} // namespace twin
