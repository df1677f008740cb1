#include "network.h"

namespace twin
{
namespace
{

constexpr size_t DefaultWorkspace = size_t{64} << 30;

void setFlags(Config* self, uint32_t flags)
{
    TWIN_METHOD(self, "VBuilderConfig.setFlags");
    if (!self->errors->refuse(thisCall, failure))
    {
        self->flags = flags;
    }
}

uint32_t getFlags(Config* self)
{
    TWIN_METHOD(self, "VBuilderConfig.getFlags");
    return failure == Failure::None ? self->flags : 0;
}

void clearFlag(Config* self, int32_t flag)
{
    TWIN_METHOD(self, "VBuilderConfig.clearFlag");
    if (!self->errors->refuse(thisCall, failure))
    {
        self->flags &= ~(1u << flag);
    }
}

void setFlag(Config* self, int32_t flag)
{
    TWIN_METHOD(self, "VBuilderConfig.setFlag");
    if (!self->errors->refuse(thisCall, failure))
    {
        self->flags |= 1u << flag;
    }
}

bool getFlag(Config* self, int32_t flag)
{
    TWIN_METHOD(self, "VBuilderConfig.getFlag");
    return (self->flags & (1u << flag)) != 0;
}

void setMemoryPoolLimit(Config* self, int32_t pool, size_t size)
{
    TWIN_METHOD(self, "VBuilderConfig.setMemoryPoolLimit");
    if (!self->errors->refuse(thisCall, failure))
    {
        self->pools[pool] = size;
    }
}

size_t getMemoryPoolLimit(Config* self, int32_t pool)
{
    TWIN_METHOD(self, "VBuilderConfig.getMemoryPoolLimit");
    const auto found = self->pools.find(pool);
    return found != self->pools.end() ? found->second : pool == 0 ? DefaultWorkspace : 0;
}

void setProgressMonitor(Config* self, void* monitor)
{
    TWIN_METHOD(self, "VBuilderConfig.setProgressMonitor");
    self->monitor = monitor;
}

void* getProgressMonitor(Config* self)
{
    TWIN_METHOD(self, "VBuilderConfig.getProgressMonitor");
    return self->monitor;
}

int32_t addOptimizationProfile(Config* self, void* given)
{
    TWIN_METHOD(self, "VBuilderConfig.addOptimizationProfile");
    Profile* profile = findAs<Profile>(given, thisCall);
    if (self->errors->refuse(thisCall, failure) || profile == nullptr)
    {
        return -1;
    }

    self->profiles.push_back(profile);
    return static_cast<int32_t>(self->profiles.size() - 1);
}

int32_t getNbOptimizationProfiles(Config* self)
{
    TWIN_METHOD(self, "VBuilderConfig.getNbOptimizationProfiles");
    return static_cast<int32_t>(self->profiles.size());
}

bool setNbComputeCapabilities(Config* self, int32_t count)
{
    TWIN_METHOD(self, "VBuilderConfig.setNbComputeCapabilities");
    if (self->errors->refuse(thisCall, failure) || count < 0)
    {
        return false;
    }

    self->computeCapabilities.resize(static_cast<size_t>(count));
    return true;
}

int32_t getNbComputeCapabilities(Config* self)
{
    TWIN_METHOD(self, "VBuilderConfig.getNbComputeCapabilities");
    return static_cast<int32_t>(self->computeCapabilities.size());
}

bool setComputeCapability(Config* self, int32_t capability, int32_t index)
{
    TWIN_METHOD(self, "VBuilderConfig.setComputeCapability");
    if (self->errors->refuse(thisCall, failure))
    {
        return false;
    }

    if (index < 0 || index >= static_cast<int32_t>(self->computeCapabilities.size()))
    {
        violation("VBuilderConfig.setComputeCapability was called with an index beyond the number that was set.");
        return false;
    }

    for (const int32_t known : {1, 75, 80, 86, 89, 120, 121})
    {
        if (capability == known)
        {
            self->computeCapabilities[static_cast<size_t>(index)] = capability;
            return true;
        }
    }

    // The real library builds on after this, and falls over.
    self->isBroken = true;
    self->errors->report(
        code::InvalidArgument, "The compute capability " + std::to_string(capability) + " is not one of those known.");
    return false;
}

int32_t getComputeCapability(Config* self, int32_t index)
{
    TWIN_METHOD(self, "VBuilderConfig.getComputeCapability");
    return index < 0 || index >= static_cast<int32_t>(self->computeCapabilities.size())
        ? 0
        : self->computeCapabilities[static_cast<size_t>(index)];
}

void setOptimizationLevel(Config* self, int32_t level)
{
    TWIN_METHOD(self, "VBuilderConfig.setBuilderOptimizationLevel");
    self->optimizationLevel = level;
}

int32_t getOptimizationLevel(Config* self)
{
    TWIN_METHOD(self, "VBuilderConfig.getBuilderOptimizationLevel");
    return self->optimizationLevel;
}

bool setMaxAuxStreams(Config* self, int32_t count)
{
    TWIN_METHOD(self, "VBuilderConfig.setMaxAuxStreams");
    self->maxAuxStreams = count;
    return !self->errors->refuse(thisCall, failure);
}

int32_t getMaxAuxStreams(Config* self)
{
    TWIN_METHOD(self, "VBuilderConfig.getMaxAuxStreams");
    return self->maxAuxStreams;
}

void setProfilingVerbosity(Config* self, int32_t verbosity)
{
    TWIN_METHOD(self, "VBuilderConfig.setProfilingVerbosity");
    self->verbosity = verbosity;
}

int32_t getProfilingVerbosity(Config* self)
{
    TWIN_METHOD(self, "VBuilderConfig.getProfilingVerbosity");
    return self->verbosity;
}

} // namespace

std::vector<Method> Config::methods()
{
    return {
        method(slot::BuilderConfigSetFlags, setFlags),
        method(slot::BuilderConfigGetFlags, getFlags),
        method(slot::BuilderConfigClearFlag, clearFlag),
        method(slot::BuilderConfigSetFlag, setFlag),
        method(slot::BuilderConfigGetFlag, getFlag),
        method(slot::BuilderConfigSetMemoryPoolLimit, setMemoryPoolLimit),
        method(slot::BuilderConfigGetMemoryPoolLimit, getMemoryPoolLimit),
        method(slot::BuilderConfigSetProgressMonitor, setProgressMonitor),
        method(slot::BuilderConfigGetProgressMonitor, getProgressMonitor),
        method(slot::BuilderConfigAddOptimizationProfile, addOptimizationProfile),
        method(slot::BuilderConfigGetNbOptimizationProfiles, getNbOptimizationProfiles),
        method(slot::BuilderConfigSetNbComputeCapabilities, setNbComputeCapabilities),
        method(slot::BuilderConfigGetNbComputeCapabilities, getNbComputeCapabilities),
        method(slot::BuilderConfigSetComputeCapability, setComputeCapability),
        method(slot::BuilderConfigGetComputeCapability, getComputeCapability),
        method(slot::BuilderConfigSetBuilderOptimizationLevel, setOptimizationLevel),
        method(slot::BuilderConfigGetBuilderOptimizationLevel, getOptimizationLevel),
        method(slot::BuilderConfigSetMaxAuxStreams, setMaxAuxStreams),
        method(slot::BuilderConfigGetMaxAuxStreams, getMaxAuxStreams),
        method(slot::BuilderConfigSetProfilingVerbosity, setProfilingVerbosity),
        method(slot::BuilderConfigGetProfilingVerbosity, getProfilingVerbosity),
    };
}

} // namespace twin
