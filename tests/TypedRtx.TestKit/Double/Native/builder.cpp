#include "callbacks.h"
#include "network.h"

#include <atomic>

namespace twin
{
namespace
{

void* createBuilderConfig(Builder* self)
{
    TWIN_METHOD(self, "VBuilder.createBuilderConfig");
    if (self->errors->refuse(thisCall, failure))
    {
        return nullptr;
    }

    return visibleOf(make<Config>(std::make_shared<Errors>(self->errors->logger(), self->errors), {self}));
}

void* createNetwork(Builder* self, uint32_t)
{
    TWIN_METHOD(self, "VBuilder.createNetworkV2");
    if (self->errors->refuse(thisCall, failure))
    {
        return nullptr;
    }

    // The number is in the engine, so only a network with a name of its own gives the same bytes twice.
    static std::atomic<int> number{0};
    Network* network = make<Network>(std::make_shared<Errors>(self->errors->logger(), self->errors), {self});
    network->builder = self;
    network->name = "Unnamed Network " + std::to_string(number++);
    return visibleOf(network);
}

void* createOptimizationProfile(Builder* self)
{
    TWIN_METHOD(self, "VBuilder.createOptimizationProfile");
    if (self->errors->refuse(thisCall, failure))
    {
        return nullptr;
    }

    Profile* profile = make<Profile>(std::make_shared<Errors>(self->errors->logger(), self->errors), {self});
    profile->borrowed = true;
    self->profiles.push_back(profile);
    return visibleOf(profile);
}

void setErrorRecorder(Builder* self, void* recorder)
{
    TWIN_METHOD(self, "VBuilder.setErrorRecorder");
    self->errors->setRecorder(recorder);
}

void* getErrorRecorder(Builder* self)
{
    TWIN_METHOD(self, "VBuilder.getErrorRecorder");
    return self->errors->recorder();
}

void* getLogger(Builder* self)
{
    TWIN_METHOD(self, "VBuilder.getLogger");
    return self->errors->logger();
}

bool setMaxThreads(Builder* self, int32_t count)
{
    TWIN_METHOD(self, "VBuilder.setMaxThreads");
    if (self->errors->refuse(thisCall, failure) || count < 1)
    {
        return false;
    }

    self->maxThreads = count;
    return true;
}

int32_t getMaxThreads(Builder* self)
{
    TWIN_METHOD(self, "VBuilder.getMaxThreads");
    return self->maxThreads;
}

void* buildSerializedNetwork(Builder* self, void* givenNetwork, void* givenConfig)
{
    TWIN_METHOD(self, "VBuilder.buildSerializedNetwork");
    Network* network = findAs<Network>(givenNetwork, thisCall);
    Config* config = findAs<Config>(givenConfig, thisCall);
    std::string engine;
    if (self->errors->refuse(thisCall, failure) || network == nullptr || config == nullptr
        || !build(*self, *network, *config, engine))
    {
        return nullptr;
    }

    return visibleOf(makeHostMemory(std::move(engine)));
}

bool buildToStream(Builder* self, void* givenNetwork, void* givenConfig, void* writer)
{
    TWIN_METHOD(self, "VBuilder.buildSerializedNetworkToStream");
    Network* network = findAs<Network>(givenNetwork, thisCall);
    Config* config = findAs<Config>(givenConfig, thisCall);
    std::string engine;
    if (self->errors->refuse(thisCall, failure) || network == nullptr || config == nullptr
        || !build(*self, *network, *config, engine))
    {
        return false;
    }

    const int64_t size = static_cast<int64_t>(engine.size());
    if (write(writer, engine.data(), size) != size)
    {
        self->errors->report(code::Internal, "The stream took fewer bytes than the engine has");
        return false;
    }

    return true;
}

} // namespace

std::vector<Method> Builder::methods()
{
    return {
        method(slot::BuilderCreateBuilderConfig, createBuilderConfig),
        method(slot::BuilderCreateNetworkV2, createNetwork),
        method(slot::BuilderCreateOptimizationProfile, createOptimizationProfile),
        method(slot::BuilderSetErrorRecorder, setErrorRecorder),
        method(slot::BuilderGetErrorRecorder, getErrorRecorder),
        method(slot::BuilderGetLogger, getLogger),
        method(slot::BuilderSetMaxThreads, setMaxThreads),
        method(slot::BuilderGetMaxThreads, getMaxThreads),
        method(slot::BuilderBuildSerializedNetwork, buildSerializedNetwork),
        method(slot::BuilderBuildSerializedNetworkToStream, buildToStream),
    };
}

Builder::~Builder()
{
    for (Object* profile : profiles)
    {
        objects::dispose(profile, &profile->handle);
    }

    // Not told any more, even by what wrongly lives on.
    errors->setRecorder(nullptr);
}

} // namespace twin
