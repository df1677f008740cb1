#include "engine.h"
#include "network.h"

#include <cstring>

namespace twin
{
namespace
{

constexpr char CacheMagic[] = "doublecache1";
constexpr size_t MagicSize = sizeof(CacheMagic) - 1;

void setAllocation(RuntimeConfig* self, int32_t strategy)
{
    TWIN_METHOD(self, "VRuntimeConfig.setExecutionContextAllocationStrategy");
    self->allocation = strategy;
}

int32_t getAllocation(RuntimeConfig* self)
{
    TWIN_METHOD(self, "VRuntimeConfig.getExecutionContextAllocationStrategy");
    return self->allocation;
}

void* createRuntimeCache(RuntimeConfig* self)
{
    TWIN_METHOD(self, "VRuntimeConfig.createRuntimeCache");
    if (self->errors->refuse(thisCall, failure))
    {
        return nullptr;
    }

    RuntimeCache* cache = make<RuntimeCache>(self->errors, {});
    cache->shared = true;
    return visibleOf(cache);
}

bool setRuntimeCache(RuntimeConfig* self, void* given)
{
    TWIN_METHOD(self, "VRuntimeConfig.setRuntimeCache");
    RuntimeCache* cache = findAs<RuntimeCache>(given, thisCall);
    if (self->errors->refuse(thisCall, failure) || cache == nullptr)
    {
        return false;
    }

    self->cache = cache;
    return true;
}

void* getRuntimeCache(RuntimeConfig* self)
{
    TWIN_METHOD(self, "VRuntimeConfig.getRuntimeCache");
    return visibleOf(self->cache);
}

void setSpecialization(RuntimeConfig* self, int32_t strategy)
{
    TWIN_METHOD(self, "VRuntimeConfig.setDynamicShapesKernelSpecializationStrategy");
    self->specialization = strategy;
}

int32_t getSpecialization(RuntimeConfig* self)
{
    TWIN_METHOD(self, "VRuntimeConfig.getDynamicShapesKernelSpecializationStrategy");
    return self->specialization;
}

bool setGraphs(RuntimeConfig* self, int32_t strategy)
{
    TWIN_METHOD(self, "VRuntimeConfig.setCudaGraphStrategy");
    if (self->errors->refuse(thisCall, failure))
    {
        return false;
    }

    self->graphs = strategy;
    return strategy == 0 || strategy == 1;
}

int32_t getGraphs(RuntimeConfig* self)
{
    TWIN_METHOD(self, "VRuntimeConfig.getCudaGraphStrategy");
    return self->graphs;
}

void* serialize(RuntimeCache* self)
{
    TWIN_ENTER("VRuntimeCache.serialize");
    if (self->errors->refuse(thisCall, failure))
    {
        return nullptr;
    }

    const std::lock_guard<std::mutex> lock(self->kernelGate);
    std::string bytes(CacheMagic, MagicSize);
    for (const std::string& kernel : self->kernels)
    {
        const uint32_t size = static_cast<uint32_t>(kernel.size());
        bytes.append(reinterpret_cast<const char*>(&size), sizeof(size));
        bytes += kernel;
    }

    return visibleOf(makeHostMemory(std::move(bytes)));
}

// Like the real one it adds, refuses what is no cache or ends too soon, and does not notice a changed byte.
bool deserialize(RuntimeCache* self, const void* data, size_t size)
{
    TWIN_ENTER("VRuntimeCache.deserialize");
    if (self->errors->refuse(thisCall, failure))
    {
        return false;
    }

    if (data == nullptr)
    {
        violation("A runtime cache was given by a null pointer.");
        return false;
    }

    const char* at = static_cast<const char*>(data);
    std::set<std::string> read;
    bool isGood = size >= MagicSize && std::memcmp(at, CacheMagic, MagicSize) == 0;
    size_t place = MagicSize;
    while (isGood && place < size)
    {
        uint32_t length = 0;
        isGood = size - place >= sizeof(length);
        if (isGood)
        {
            std::memcpy(&length, at + place, sizeof(length));
            place += sizeof(length);
            isGood = length <= size - place;
        }

        if (isGood)
        {
            read.insert(std::string(at + place, length));
            place += length;
        }
    }

    if (!isGood)
    {
        self->errors->report(code::InvalidArgument, "The bytes are no runtime cache, or end too soon");
        return false;
    }

    const std::lock_guard<std::mutex> lock(self->kernelGate);
    self->kernels.insert(read.begin(), read.end());
    return true;
}

bool reset(RuntimeCache* self)
{
    TWIN_ENTER("VRuntimeCache.reset");
    if (self->errors->refuse(thisCall, failure))
    {
        return false;
    }

    const std::lock_guard<std::mutex> lock(self->kernelGate);
    self->kernels.clear();
    return true;
}

} // namespace

std::vector<Method> RuntimeConfig::methods()
{
    return {
        method(slot::RuntimeConfigSetExecutionContextAllocationStrategy, setAllocation),
        method(slot::RuntimeConfigGetExecutionContextAllocationStrategy, getAllocation),
        method(slot::RuntimeConfigCreateRuntimeCache, createRuntimeCache),
        method(slot::RuntimeConfigSetRuntimeCache, setRuntimeCache),
        method(slot::RuntimeConfigGetRuntimeCache, getRuntimeCache),
        method(slot::RuntimeConfigSetDynamicShapesKernelSpecializationStrategy, setSpecialization),
        method(slot::RuntimeConfigGetDynamicShapesKernelSpecializationStrategy, getSpecialization),
        method(slot::RuntimeConfigSetCudaGraphStrategy, setGraphs),
        method(slot::RuntimeConfigGetCudaGraphStrategy, getGraphs),
    };
}

std::vector<Method> RuntimeCache::methods()
{
    return {
        method(slot::RuntimeCacheSerialize, serialize),
        method(slot::RuntimeCacheDeserialize, deserialize),
        method(slot::RuntimeCacheReset, reset),
    };
}

bool RuntimeCache::add(const std::string& kernel)
{
    const std::lock_guard<std::mutex> lock(kernelGate);
    return kernels.insert(kernel).second;
}

} // namespace twin
