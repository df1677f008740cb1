// The state behind control.h, for the functions that tests call.
#pragma once

#include "control.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace twin
{

// When a call fails, and how.
struct Order
{
    int64_t remaining;
    bool always;
    Failure failure;
};

struct Control
{
    std::mutex gate;
    std::condition_variable released;
    uint64_t generation = 0;
    std::map<std::string, int64_t> counts;
    std::map<std::string, Order> orders;
    std::map<std::string, int64_t> options;
    std::map<std::string, int64_t> live;
    std::deque<const char*> log;
    std::deque<std::string> violations;
    int64_t hanging = 0;
};

Control& control();

// The names of all calls, in no order.
std::vector<const char*>& sites();

} // namespace twin
