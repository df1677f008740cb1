#include "network.h"

namespace twin
{
namespace
{

void* data(HostMemory* self)
{
    TWIN_METHOD(self, "VHostMemory.data");
    return failure == Failure::None ? &self->bytes[0] : nullptr;
}

size_t size(HostMemory* self)
{
    TWIN_METHOD(self, "VHostMemory.size");
    return failure == Failure::None ? self->bytes.size() : 0;
}

int32_t type(HostMemory* self)
{
    TWIN_METHOD(self, "VHostMemory.type");
    return static_cast<int32_t>(DataType::Int8);
}

} // namespace

std::vector<Method> HostMemory::methods()
{
    return {
        method(slot::HostMemoryData, data),
        method(slot::HostMemorySize, size),
        method(slot::HostMemoryType, type),
    };
}

HostMemory* makeHostMemory(std::string bytes)
{
    HostMemory* memory = make<HostMemory>(std::make_shared<Errors>(nullptr, nullptr), {});
    memory->bytes = std::move(bytes);
    return memory;
}

} // namespace twin
