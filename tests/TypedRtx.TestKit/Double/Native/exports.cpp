#include "cuda_calls.h"
#include "engine.h"
#include "network.h"
#include "parser.h"

#include "callbacks.h"

#include <atomic>

using namespace twin;

namespace
{

// The first logger is the process's, as in the real library.
std::atomic<void*> firstLogger{nullptr};

void keepLogger(void* logger)
{
    void* none = nullptr;
    if (!firstLogger.compare_exchange_strong(none, logger) && none != logger)
    {
        twin::log(logger, severity::Warning, "The logger differs from the first one, which stays the global one");
    }
}

// What a factory answers when the test wants it to fail.
bool refuseFactory(const char* call, Failure failure, void* logger)
{
    const Errors errors(logger, nullptr);
    return logger == nullptr || errors.refuse(call, failure);
}

} // namespace

TWIN_EXPORT void* createInferBuilder_INTERNAL(void* logger, int32_t)
{
    TWIN_ENTER("createInferBuilder_INTERNAL");
    if (refuseFactory(thisCall, failure, logger))
    {
        return nullptr;
    }

    keepLogger(logger);
    return visibleOf(make<Builder>(std::make_shared<Errors>(logger, nullptr), {}));
}

TWIN_EXPORT void* createInferRuntime_INTERNAL(void* logger, int32_t)
{
    TWIN_ENTER("createInferRuntime_INTERNAL");
    if (refuseFactory(thisCall, failure, logger))
    {
        return nullptr;
    }

    keepLogger(logger);
    Runtime* runtime = make<Runtime>(std::make_shared<Errors>(logger, nullptr), {});
    runtime->shared = true;
    return visibleOf(runtime);
}

TWIN_EXPORT void* createNvOnnxParser_INTERNAL(void* given, void* logger, int32_t)
{
    TWIN_ENTER("createNvOnnxParser_INTERNAL");
    Network* network = findAs<Network>(given, thisCall);
    return refuseFactory(thisCall, failure, logger) || network == nullptr ? nullptr
                                                                          : visibleOf(makeParser(network, logger));
}

TWIN_EXPORT void* getLogger()
{
    TWIN_ENTER("getLogger");
    return firstLogger.load();
}

TWIN_EXPORT int32_t getInferLibVersion()
{
    TWIN_ENTER("getInferLibVersion");
    return libraryVersion();
}

TWIN_EXPORT int32_t getInferLibMajorVersion()
{
    TWIN_ENTER("getInferLibMajorVersion");
    return libraryVersion() / 10000;
}

TWIN_EXPORT int32_t getInferLibMinorVersion()
{
    TWIN_ENTER("getInferLibMinorVersion");
    return libraryVersion() / 100 % 100;
}

TWIN_EXPORT int32_t getInferLibPatchVersion()
{
    TWIN_ENTER("getInferLibPatchVersion");
    return libraryVersion() % 100;
}

TWIN_EXPORT int32_t getInferLibBuildVersion()
{
    TWIN_ENTER("getInferLibBuildVersion");
    return static_cast<int32_t>(option("build", 120));
}

TWIN_EXPORT int32_t getNvOnnxParserVersion()
{
    TWIN_ENTER("getNvOnnxParserVersion");
    return static_cast<int32_t>(option("parser_version", 200));
}
