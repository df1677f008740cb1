#include "control_state.h"

#include <algorithm>
#include <cstring>

namespace twin
{
namespace
{

constexpr size_t LogLimit = 20000;
constexpr size_t ViolationLimit = 200;

// With the gate held.
void count(Control& state, const char* name)
{
    state.counts[name]++;
    state.log.push_back(name);
    if (state.log.size() > LogLimit)
    {
        state.log.pop_front();
    }
}

} // namespace

// Never destroyed: threads of streams may still run when the process ends.
Control& control()
{
    static Control* instance = new Control();
    return *instance;
}

std::vector<const char*>& sites()
{
    static std::vector<const char*>* instance = new std::vector<const char*>();
    return *instance;
}

CallSite::CallSite(const char* name)
    : _name(name)
{
    std::vector<const char*>& all = sites();
    if (std::none_of(all.begin(), all.end(), [name](const char* other) { return std::strcmp(name, other) == 0; }))
    {
        all.push_back(name);
    }
}

Failure CallSite::enter()
{
    Failure failure = Failure::None;
    {
        Control& state = control();
        const std::lock_guard<std::mutex> lock(state.gate);
        count(state, _name);
        const auto order = state.orders.find(_name);
        if (order != state.orders.end())
        {
            if (order->second.always || --order->second.remaining == 0)
            {
                failure = order->second.failure;
            }

            if (!order->second.always && order->second.remaining <= 0)
            {
                state.orders.erase(order);
            }
        }
    }

    if (failure == Failure::Hang)
    {
        hangUntilReleased();
        return Failure::None;
    }

    return failure;
}

void note(const char* what)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    count(state, what);
}

void violation(const std::string& text)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    if (state.violations.size() < ViolationLimit)
    {
        state.violations.push_back(text);
    }
}

const char* named(const char* name, const char* call)
{
    if (name == nullptr)
    {
        violation(std::string(call) + " was called with null for a name.");
    }

    return name == nullptr ? "" : name;
}

int64_t option(const char* name, int64_t fallback)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    const auto found = state.options.find(name);
    return found == state.options.end() ? fallback : found->second;
}

void born(const char* kind)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    state.live[kind]++;
}

void died(const char* kind)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    state.live[kind]--;
}

void hangUntilReleased()
{
    Control& state = control();
    std::unique_lock<std::mutex> lock(state.gate);
    const uint64_t generation = state.generation;
    state.hanging++;
    state.released.notify_all();
    state.released.wait(lock, [&state, generation] { return state.generation != generation; });
    state.hanging--;
}

} // namespace twin
