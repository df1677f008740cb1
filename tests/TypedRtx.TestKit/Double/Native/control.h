// What the tests steer and read: failures on demand, options, counts of calls and of live objects, violations.
#pragma once

#include <cstdint>
#include <string>

namespace twin
{

enum class Failure : int
{
    None = 0,
    Null = 1,
    Error = 2,
    OutOfMemory = 3,
    Hang = 4,
    HangOnStream = 5,
    FaultOnStream = 6,
};

// One function of the double, known from the moment the library is loaded, so that tests can go through all of them.
class CallSite
{
public:
    explicit CallSite(const char* name);

    // Counts and logs the call, hangs when told so, and says how the call has to fail.
    Failure enter();

    const char* name() const { return _name; }

private:
    const char* _name;
};

template <class Tag>
struct SiteOf
{
    static CallSite site;
};

template <class Tag>
CallSite SiteOf<Tag>::site{Tag::text()};

// First statement of every function of the double; gives `failure`.
#define TWIN_ENTER(callName)                                                                                           \
    struct CallTag                                                                                                     \
    {                                                                                                                  \
        static const char* text() { return callName; }                                                                 \
    };                                                                                                                 \
    constexpr const char* thisCall = callName;                                                                         \
    const ::twin::Failure failure = ::twin::SiteOf<CallTag>::site.enter();                                             \
    (void)thisCall;                                                                                                    \
    (void)failure

// Counts and logs something that is no call: that a kernel was compiled.
void note(const char* what);

// A mistake of the caller: what the real library or driver may crash on, or answer with an error later.
void violation(const std::string& text);

// A name that the caller gave; null, on which the real library may crash, becomes an empty one and a violation.
const char* named(const char* name, const char* call);

// Options by name; `fallback` where the test has set none.
int64_t option(const char* name, int64_t fallback);

// Live objects by kind: classes of the library, and memory, streams, events, contexts of the driver.
void born(const char* kind);
void died(const char* kind);

// Waits until the test releases what hangs.
void hangUntilReleased();

} // namespace twin
