// Streams of the GPU, each a thread that does its work in order, and events.
#pragma once

#include "cuda_types.h"

#include <functional>
#include <memory>
#include <vector>

namespace twin
{

// What a stream does: an error code of the driver. An error stays, as on a GPU, until the test resets it.
using Work = std::function<int()>;

// Bytes of the host that work copies to the GPU; of others there are none.
struct FromHost
{
    void* target = nullptr;
    const void* source = nullptr;
    size_t size = 0;
};

// Work that was recorded, which is done at each launch.
struct Recorded
{
    Work work;
    FromHost copy;
};

struct Stream;

namespace streams
{

Stream* create();
int destroy(Stream* stream);

// Null, and the two values that stand for it, are the default stream, on which everything waits for everything.
bool isDefault(const void* stream);
bool isLive(const void* stream);

// Queues work; on the default stream does it.
int submit(void* stream, const char* what, Work work, FromHost copy = {});
int synchronize(void* stream);
int query(void* stream);
void synchronizeAll();

// Work that is recorded in place of being done, for calls of the recording thread that a recording survives.
int beginRecording(void* stream);
int endRecording(void* stream, std::vector<Recorded>& recorded);
bool isRecording(const void* stream);

// For calls that a recording does not survive: spoils those of this thread, and says whether there are any.
bool spoilRecordings();

// The error that work on the GPU ended with; what comes after fails with the same.
int fault();
void setFault(int error);

} // namespace streams

struct Event;

namespace events
{

Event* create(unsigned flags);
int destroy(Event* event);
int record(Event* event, void* stream);
int synchronize(Event* event);
int query(Event* event);
int elapsed(float* milliseconds, Event* from, Event* to);
int wait(void* stream, Event* event);

} // namespace events
} // namespace twin
