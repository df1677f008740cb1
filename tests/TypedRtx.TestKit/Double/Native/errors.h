// Where an object's errors go: to the error recorder nearest to it, else to the logger, never to both.
#pragma once

#include "control.h"
#include "types.h"

#include <memory>
#include <string>

namespace twin
{

class Errors
{
public:
    Errors(void* logger, std::shared_ptr<Errors> parent);
    ~Errors();
    Errors(const Errors&) = delete;
    Errors& operator=(const Errors&) = delete;

    void* logger() const { return _logger; }

    // The one set here, or on the object this one comes from.
    void* recorder() const;
    void setRecorder(void* recorder);

    void report(int32_t errorCode, const std::string& text) const;
    void say(int32_t severity, const std::string& text) const;

    // True when the call has to fail, with an error reported for those kinds of failure that have one.
    bool refuse(const char* call, Failure failure) const;

private:
    void* _logger;
    void* _recorder = nullptr;
    std::shared_ptr<Errors> _parent;
};

} // namespace twin
