#include "objects.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>

namespace twin
{
namespace
{

struct Registry
{
    std::mutex gate;
    std::map<void*, Object*> live;
    std::map<void*, const char*> dead;
};

Registry& registry()
{
    static Registry* instance = new Registry();
    return *instance;
}

// Called through any slot of a deleted object. A method that returns a struct has the object second.
int64_t deadSlot(void* first, void* second)
{
    Registry& state = registry();
    const std::lock_guard<std::mutex> lock(state.gate);
    for (void* candidate : {first, second})
    {
        const auto found = state.dead.find(candidate);
        if (found != state.dead.end())
        {
            violation(std::string("A deleted ") + found->second + " was called or deleted again.");
            return 0;
        }
    }

    violation("A deleted object was called.");
    return 0;
}

void** deadTable()
{
    static void** table = []
    {
        static void* slots[SlotCount];
        std::fill_n(slots, SlotCount, reinterpret_cast<void*>(&deadSlot));
        return slots;
    }();
    return table;
}

void completeDestructor(void*)
{
    violation("The destructor in the slot before the deleting one was called: it does not free the object.");
}

} // namespace

Use::Use(Object* object, const char* call)
    : _object(object->shared ? nullptr : object)
{
    if (_object == nullptr)
    {
        return;
    }

    const std::lock_guard<std::mutex> lock(_object->gate);
    if (_object->depth > 0 && _object->user != std::this_thread::get_id())
    {
        violation(std::string(call) + " came while another thread was calling the same " + _object->kind + ".");
    }

    _object->user = std::this_thread::get_id();
    _object->depth++;
}

Use::~Use()
{
    if (_object != nullptr)
    {
        const std::lock_guard<std::mutex> lock(_object->gate);
        _object->depth--;
    }
}

void endAtUnimplemented(const char* kind, int slot)
{
    std::fprintf(stderr, "The double of TensorRT for RTX lacks slot %d of %s.\n", slot, kind);
    std::fflush(stderr);
    std::abort();
}

namespace objects
{

void** handleVtable()
{
    static void* table[] = {reinterpret_cast<void*>(&completeDestructor), reinterpret_cast<void*>(&remove)};
    return table;
}

void enlist(Object* object, void* visible)
{
    Registry& state = registry();
    const std::lock_guard<std::mutex> lock(state.gate);
    state.live[visible] = object;
    born(object->kind);
}

Object* find(void* visible, const char* kind, const char* call)
{
    Registry& state = registry();
    const std::lock_guard<std::mutex> lock(state.gate);
    const auto found = state.live.find(visible);
    if (found != state.live.end() && std::strcmp(found->second->kind, kind) == 0)
    {
        return found->second;
    }

    const auto dead = state.dead.find(visible);
    const std::string what = visible == nullptr ? "null"
        : found != state.live.end()             ? std::string("a ") + found->second->kind
        : dead != state.dead.end()              ? std::string("a deleted ") + dead->second
                                                : "an unknown pointer";
    violation(std::string(call) + " wanted a live " + kind + " and got " + what + ".");
    return nullptr;
}

void remove(void* visible)
{
    Object* object = nullptr;
    {
        Registry& state = registry();
        const std::lock_guard<std::mutex> lock(state.gate);
        const auto found = state.live.find(visible);
        if (found == state.live.end())
        {
            violation("An object was deleted that is none.");
            return;
        }

        object = found->second;
        for (const auto& entry : state.live)
        {
            const std::vector<Object*>& needs = entry.second->needs;
            if (!entry.second->borrowed && std::find(needs.begin(), needs.end(), object) != needs.end())
            {
                violation(std::string("A ") + object->kind + " was deleted before the " + entry.second->kind
                    + " that needs it.");
            }
        }

        if (object->borrowed)
        {
            violation(std::string("A ") + object->kind + " was deleted, which its owner deletes.");
            return;
        }
    }

    object->deletion->enter();
    dispose(object, visible);
}

void dispose(Object* object, void* visible)
{
    const char* kind = object->kind;
    {
        Registry& state = registry();
        const std::lock_guard<std::mutex> lock(state.gate);
        state.live.erase(visible);
        state.dead[visible] = kind;
        state.dead[object] = kind;
    }

    died(kind);
    object->destroy(object);
    object->slots = deadTable();
    object->handle = Handle{deadTable(), object};
}

void fillTable(void** table, const char* kind, const std::vector<Method>& methods, void* const* unimplemented)
{
    std::copy_n(unimplemented, SlotCount, table);
    for (const Method& entry : methods)
    {
        if (table[entry.slot] != unimplemented[entry.slot])
        {
            std::fprintf(stderr, "Two methods for slot %d of %s.\n", entry.slot, kind);
            std::abort();
        }

        table[entry.slot] = entry.function;
    }
}

} // namespace objects
} // namespace twin
