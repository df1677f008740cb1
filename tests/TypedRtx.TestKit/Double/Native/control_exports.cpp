#include "control_state.h"
#include "cuda_calls.h"
#include "device_memory.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace twin
{
namespace
{

int64_t fill(const std::string& text, char* buffer, int64_t size)
{
    if (buffer != nullptr && size > 0)
    {
        const size_t count = std::min(text.size(), static_cast<size_t>(size - 1));
        std::memcpy(buffer, text.data(), count);
        buffer[count] = 0;
    }

    return static_cast<int64_t>(text.size());
}

template <class Lines>
std::string join(const Lines& lines)
{
    std::string text;
    for (const auto& line : lines)
    {
        text += line;
        text += '\n';
    }

    return text;
}

} // namespace
} // namespace twin

using namespace twin;

TWIN_EXPORT void double_release()
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    state.generation++;
    state.released.notify_all();
}

// Forgets orders, options, counts, log and violations; objects that live go on living and are still counted.
TWIN_EXPORT void double_reset()
{
    double_release();
    streams::setFault(0);
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    state.counts.clear();
    state.orders.clear();
    state.options.clear();
    state.log.clear();
    state.violations.clear();
}

// The nth call from now fails (1 is the next); 0 makes every call fail; mode 0 takes the order back.
TWIN_EXPORT int32_t double_fail(const char* call, int32_t nth, int32_t mode)
{
    const std::vector<const char*>& all = sites();
    if (std::none_of(all.begin(), all.end(), [call](const char* name) { return std::strcmp(name, call) == 0; }))
    {
        return 0;
    }

    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    state.orders.erase(call);
    if (mode != 0)
    {
        state.orders[call] = Order{nth, nth == 0, static_cast<Failure>(mode)};
    }

    return 1;
}

TWIN_EXPORT void double_set(const char* name, int64_t value)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    state.options[name] = value;
}

// A null or empty kind counts all kinds together.
TWIN_EXPORT int64_t double_live(const char* kind)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    int64_t sum = 0;
    for (const auto& entry : state.live)
    {
        if (kind == nullptr || *kind == 0 || entry.first == kind)
        {
            sum += entry.second;
        }
    }

    return sum;
}

TWIN_EXPORT int64_t double_live_all(char* buffer, int64_t size)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    std::string text;
    for (const auto& entry : state.live)
    {
        if (entry.second != 0)
        {
            text += entry.first + " " + std::to_string(entry.second) + "\n";
        }
    }

    return fill(text, buffer, size);
}

TWIN_EXPORT int64_t double_call_count(const char* call)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    const auto found = state.counts.find(call);
    return found == state.counts.end() ? 0 : found->second;
}

TWIN_EXPORT int64_t double_calls(char* buffer, int64_t size)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    return fill(join(state.log), buffer, size);
}

TWIN_EXPORT int64_t double_violations(char* buffer, int64_t size)
{
    Control& state = control();
    const std::lock_guard<std::mutex> lock(state.gate);
    return fill(join(state.violations), buffer, size);
}

TWIN_EXPORT int64_t double_all_calls(char* buffer, int64_t size)
{
    std::vector<std::string> names(sites().begin(), sites().end());
    std::sort(names.begin(), names.end());
    return fill(join(names), buffer, size);
}

// Waits until a call or a stream hangs; false when none did in time.
TWIN_EXPORT int32_t double_wait_hanging(int32_t milliseconds)
{
    Control& state = control();
    std::unique_lock<std::mutex> lock(state.gate);
    return state.released.wait_for(
        lock, std::chrono::milliseconds(milliseconds), [&state] { return state.hanging > 0; });
}

TWIN_EXPORT int double_is_device(const void* address, int64_t size)
{
    return memory::find(address, static_cast<size_t>(size)) != nullptr ? 1 : 0;
}
