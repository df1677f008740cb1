#include "streams.h"

#include "control.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace twin
{

struct Stream
{
    std::mutex gate;
    std::condition_variable changed;
    std::deque<Work> waiting;
    uint64_t submitted = 0;
    uint64_t done = 0;
    bool ending = false;

    // While work is recorded in place of being done.
    bool recording = false;
    bool spoiled = false;
    std::thread::id recorder;
    std::vector<Recorded> recorded;
};

namespace streams
{
namespace
{

struct Streams
{
    std::mutex gate;
    std::map<const void*, std::shared_ptr<Stream>> live;
    std::atomic<int> fault{0};
};

Streams& state()
{
    static Streams* instance = new Streams();
    return *instance;
}

std::shared_ptr<Stream> find(const void* stream)
{
    Streams& all = state();
    const std::lock_guard<std::mutex> lock(all.gate);
    const auto found = all.live.find(stream);
    return found == all.live.end() ? nullptr : found->second;
}

int perform(const Work& work)
{
    const int64_t delay = option("delay_microseconds", 0);
    if (delay > 0)
    {
        std::this_thread::sleep_for(std::chrono::microseconds(delay));
    }

    const int error = fault() != 0 ? fault() : work();
    if (error != cuda::Success)
    {
        setFault(error);
    }

    return error;
}

void serve(const std::shared_ptr<Stream>& stream)
{
    std::unique_lock<std::mutex> lock(stream->gate);
    while (true)
    {
        stream->changed.wait(lock, [&stream] { return !stream->waiting.empty() || stream->ending; });
        if (stream->waiting.empty())
        {
            return;
        }

        const Work work = std::move(stream->waiting.front());
        stream->waiting.pop_front();
        lock.unlock();
        perform(work);
        lock.lock();
        stream->done++;
        stream->changed.notify_all();
    }
}

void waitFor(Stream& stream)
{
    std::unique_lock<std::mutex> lock(stream.gate);
    const uint64_t goal = stream.submitted;
    stream.changed.wait(lock, [&stream, goal] { return stream.done >= goal; });
}

// The streams that this thread records.
thread_local std::vector<std::shared_ptr<Stream>> recordings;

int unknown(const char* what)
{
    violation(std::string(what) + " on a stream that is none, or not any more.");
    return cuda::InvalidHandle;
}

// Whether a stream is recorded, which a wait or a question does not survive.
bool spoil(Stream& stream)
{
    const std::lock_guard<std::mutex> lock(stream.gate);
    stream.spoiled |= stream.recording;
    return stream.recording;
}

} // namespace

Stream* create()
{
    std::shared_ptr<Stream> stream = std::make_shared<Stream>();
    {
        Streams& all = state();
        const std::lock_guard<std::mutex> lock(all.gate);
        all.live[stream.get()] = stream;
    }

    std::thread([stream] { serve(stream); }).detach();
    born("stream");
    return stream.get();
}

int destroy(Stream* stream)
{
    const std::shared_ptr<Stream> found = find(stream);
    if (found == nullptr)
    {
        return unknown("A destruction");
    }

    {
        Streams& all = state();
        const std::lock_guard<std::mutex> lock(all.gate);
        all.live.erase(stream);
    }

    // What is queued is still done, as on a GPU.
    const std::lock_guard<std::mutex> lock(found->gate);
    found->ending = true;
    found->changed.notify_all();
    died("stream");
    return cuda::Success;
}

bool isDefault(const void* stream)
{
    return reinterpret_cast<uintptr_t>(stream) <= 2;
}

bool isLive(const void* stream)
{
    return isDefault(stream) || find(stream) != nullptr;
}

int submit(void* stream, const char* what, Work work, FromHost copy)
{
    if (isDefault(stream))
    {
        synchronizeAll();
        return perform(work);
    }

    const std::shared_ptr<Stream> found = find(stream);
    if (found == nullptr)
    {
        return unknown(what);
    }

    const std::lock_guard<std::mutex> lock(found->gate);
    if (found->recording)
    {
        found->recorded.push_back({std::move(work), copy});
        return found->spoiled ? cuda::CaptureInvalidated : cuda::Success;
    }

    found->waiting.push_back(std::move(work));
    found->submitted++;
    found->changed.notify_all();
    return cuda::Success;
}

int synchronize(void* stream)
{
    if (isDefault(stream))
    {
        synchronizeAll();
        return fault();
    }

    const std::shared_ptr<Stream> found = find(stream);
    if (found == nullptr)
    {
        return unknown("A wait");
    }

    if (spoil(*found))
    {
        return cuda::CaptureUnsupported;
    }

    waitFor(*found);
    return fault();
}

int query(void* stream)
{
    const std::shared_ptr<Stream> found = find(stream);
    if (found == nullptr)
    {
        return isDefault(stream) ? fault() : unknown("A query");
    }

    if (spoil(*found))
    {
        return cuda::CaptureUnsupported;
    }

    const std::lock_guard<std::mutex> lock(found->gate);
    return fault() != 0 ? fault() : found->done >= found->submitted ? cuda::Success : cuda::NotReady;
}

int beginRecording(void* stream)
{
    const std::shared_ptr<Stream> found = find(stream);
    if (found == nullptr)
    {
        return isDefault(stream) ? cuda::CaptureUnsupported : unknown("A recording");
    }

    const std::lock_guard<std::mutex> lock(found->gate);
    if (found->recording)
    {
        return cuda::InvalidValue;
    }

    found->recording = true;
    found->spoiled = false;
    found->recorder = std::this_thread::get_id();
    found->recorded.clear();
    recordings.push_back(found);
    return cuda::Success;
}

int endRecording(void* stream, std::vector<Recorded>& recorded)
{
    const std::shared_ptr<Stream> found = find(stream);
    if (found == nullptr)
    {
        return unknown("The end of a recording");
    }

    const std::lock_guard<std::mutex> lock(found->gate);
    if (!found->recording)
    {
        return cuda::InvalidValue;
    }

    if (found->recorder != std::this_thread::get_id())
    {
        return cuda::CaptureWrongThread;
    }

    found->recording = false;
    recorded = std::move(found->recorded);
    recordings.erase(std::find(recordings.begin(), recordings.end(), found));
    return found->spoiled ? cuda::CaptureInvalidated : cuda::Success;
}

bool isRecording(const void* stream)
{
    const std::shared_ptr<Stream> found = find(stream);
    if (found == nullptr)
    {
        return false;
    }

    const std::lock_guard<std::mutex> lock(found->gate);
    return found->recording;
}

bool spoilRecordings()
{
    for (const std::shared_ptr<Stream>& stream : recordings)
    {
        spoil(*stream);
    }

    return !recordings.empty();
}

void synchronizeAll()
{
    std::vector<std::shared_ptr<Stream>> all;
    {
        const std::lock_guard<std::mutex> lock(state().gate);
        for (const auto& entry : state().live)
        {
            all.push_back(entry.second);
        }
    }

    for (const std::shared_ptr<Stream>& stream : all)
    {
        waitFor(*stream);
    }
}

// Set by work that failed, or by the test for a GPU that fell over.
int fault()
{
    const int own = state().fault.load();
    return own != 0 ? own : static_cast<int>(option("fault", 0));
}

void setFault(int error)
{
    state().fault.store(error);
}

} // namespace streams
} // namespace twin
