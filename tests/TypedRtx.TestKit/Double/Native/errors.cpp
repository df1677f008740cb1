#include "errors.h"

#include "callbacks.h"

namespace twin
{

Errors::Errors(void* logger, std::shared_ptr<Errors> parent)
    : _logger(logger)
    , _parent(std::move(parent))
{
}

Errors::~Errors()
{
    setRecorder(nullptr);
}

void* Errors::recorder() const
{
    return _recorder != nullptr || _parent == nullptr ? _recorder : _parent->recorder();
}

void Errors::setRecorder(void* recorder)
{
    if (recorder != nullptr)
    {
        addReference(recorder);
    }

    if (_recorder != nullptr)
    {
        dropReference(_recorder);
    }

    _recorder = recorder;
}

void Errors::report(int32_t errorCode, const std::string& text) const
{
    void* target = recorder();
    if (target != nullptr)
    {
        reportError(target, errorCode, text.c_str());
        return;
    }

    say(severity::Error, "Error Code " + std::to_string(errorCode) + ": " + text);
}

void Errors::say(int32_t level, const std::string& text) const
{
    if (_logger != nullptr)
    {
        log(_logger, level, text.c_str());
    }
}

bool Errors::refuse(const char* call, Failure failure) const
{
    switch (failure)
    {
    case Failure::Null:
        return true;
    case Failure::Error:
        report(
            static_cast<int32_t>(option("error_code", code::Unspecified)),
            std::string(call) + " failed because the test asked for it");
        return true;
    case Failure::OutOfMemory:
        report(code::FailedAllocation, std::string("Out of memory in ") + call);
        return true;
    default:
        return false;
    }
}

} // namespace twin
