#include "control.h"
#include "streams.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>

namespace twin
{

struct Event
{
    std::mutex gate;
    std::condition_variable changed;
    uint64_t recorded = 0;
    uint64_t done = 0;
    bool timed = true;
    std::chrono::steady_clock::time_point time;
};

namespace events
{
namespace
{

constexpr unsigned DisableTiming = 2;

struct Events
{
    std::mutex gate;
    std::map<const Event*, std::shared_ptr<Event>> live;
};

Events& state()
{
    static Events* instance = new Events();
    return *instance;
}

std::shared_ptr<Event> find(const Event* event)
{
    Events& all = state();
    const std::lock_guard<std::mutex> lock(all.gate);
    const auto found = all.live.find(event);
    if (found == all.live.end())
    {
        violation("An event was used that is none, or not any more.");
        return nullptr;
    }

    return found->second;
}


} // namespace

Event* create(unsigned flags)
{
    const std::shared_ptr<Event> event = std::make_shared<Event>();
    event->timed = (flags & DisableTiming) == 0;
    Events& all = state();
    const std::lock_guard<std::mutex> lock(all.gate);
    all.live[event.get()] = event;
    born("event");
    return event.get();
}

int destroy(Event* event)
{
    if (find(event) == nullptr)
    {
        return cuda::InvalidHandle;
    }

    Events& all = state();
    const std::lock_guard<std::mutex> lock(all.gate);
    all.live.erase(event);
    died("event");
    return cuda::Success;
}

int record(Event* event, void* stream)
{
    const std::shared_ptr<Event> found = find(event);
    if (found == nullptr)
    {
        return cuda::InvalidHandle;
    }

    uint64_t number = 0;
    {
        const std::lock_guard<std::mutex> lock(found->gate);
        number = ++found->recorded;
    }

    return streams::submit(stream, "An event", [found, number] {
        const std::lock_guard<std::mutex> lock(found->gate);
        found->done = number;
        found->time = std::chrono::steady_clock::now();
        found->changed.notify_all();
        return cuda::Success;
    });
}

int synchronize(Event* event)
{
    const std::shared_ptr<Event> found = find(event);
    if (found == nullptr)
    {
        return cuda::InvalidHandle;
    }

    // After a fault the stream does no work any more, so nothing would end the wait.
    std::unique_lock<std::mutex> lock(found->gate);
    const uint64_t goal = found->recorded;
    while (found->done < goal && streams::fault() == 0)
    {
        found->changed.wait_for(lock, std::chrono::milliseconds(20));
    }

    return streams::fault();
}

int query(Event* event)
{
    const std::shared_ptr<Event> found = find(event);
    if (found == nullptr)
    {
        return cuda::InvalidHandle;
    }

    const std::lock_guard<std::mutex> lock(found->gate);
    return streams::fault() != 0 ? streams::fault()
        : found->done >= found->recorded ? cuda::Success
                                         : cuda::NotReady;
}

int elapsed(float* milliseconds, Event* from, Event* to)
{
    const std::shared_ptr<Event> first = find(from);
    const std::shared_ptr<Event> second = find(to);
    if (first == nullptr || second == nullptr || !first->timed || !second->timed || first->recorded == 0
        || second->recorded == 0)
    {
        return cuda::InvalidHandle;
    }

    if (first->done < first->recorded || second->done < second->recorded)
    {
        return cuda::NotReady;
    }

    *milliseconds = std::chrono::duration<float, std::milli>(second->time - first->time).count();
    return streams::fault();
}

int wait(void* stream, Event* event)
{
    const std::shared_ptr<Event> found = find(event);
    if (found == nullptr)
    {
        return cuda::InvalidHandle;
    }

    uint64_t goal = 0;
    {
        const std::lock_guard<std::mutex> lock(found->gate);
        goal = found->recorded;
    }

    return streams::submit(stream, "A wait for an event", [found, goal] {
        std::unique_lock<std::mutex> lock(found->gate);
        while (found->done < goal && streams::fault() == 0)
        {
            found->changed.wait_for(lock, std::chrono::milliseconds(20));
        }

        return cuda::Success;
    });
}

} // namespace events
} // namespace twin
