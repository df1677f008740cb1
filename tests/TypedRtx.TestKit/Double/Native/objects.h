// Objects as the library lays them out: a handle of two pointers, whose second leads to what has the methods.
#pragma once

#include "control.h"
#include "errors.h"
#include "slots.h"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace twin
{

constexpr int SlotCount = 100;

struct Object;

// What the caller holds. Its vtable has the two destructors only.
struct Handle
{
    void** vtable;
    Object* impl;
};

// What the methods are called on; the first field is the vtable.
struct Object
{
    void** slots = nullptr;
    Handle handle{nullptr, nullptr};
    const char* kind = nullptr;
    void (*destroy)(Object*) = nullptr;
    CallSite* deletion = nullptr;
    std::shared_ptr<Errors> errors;

    // What has to outlive this object.
    std::vector<Object*> needs;

    // Objects that others own and the caller must not delete.
    bool borrowed = false;

    // Several threads may call at once.
    bool shared = false;

    std::mutex gate;
    std::thread::id user;
    int depth = 0;
};

struct Method
{
    int slot;
    void* function;
};

template <class Function>
Method method(int slot, Function* function)
{
    return Method{slot, reinterpret_cast<void*>(function)};
}

// A call on an object that one thread at a time may use.
class Use
{
public:
    Use(Object* object, const char* call);
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

private:
    Object* _object;
};

#define TWIN_METHOD(self, callName)                                                                                    \
    const ::twin::Use use(self, callName);                                                                             \
    TWIN_ENTER(callName)

namespace objects
{

void** handleVtable();
void enlist(Object* object, void* visible);

// The object behind a pointer that the caller passed; null, with a violation, if it is none or is deleted.
Object* find(void* visible, const char* kind, const char* call);

// Ends an object that the caller does not delete himself, or has just deleted.
void dispose(Object* object, void* visible);

// What a destructor of the caller leads to.
void remove(void* visible);

// Fills a vtable; every slot that is not named ends the process with its number.
void fillTable(void** table, const char* kind, const std::vector<Method>& methods, void* const* unimplemented);

} // namespace objects

// A slot that the double lacks: the process ends, with the slot's number to look up.
template <class T, int Slot>
[[noreturn]] void unimplementedSlot();

[[noreturn]] void endAtUnimplemented(const char* kind, int slot);

template <class T, int Slot>
[[noreturn]] void unimplementedSlot()
{
    endAtUnimplemented(T::Kind, Slot);
}

template <class T, int... Numbers>
void** makeTable(std::integer_sequence<int, Numbers...>)
{
    static void* const unimplemented[] = {reinterpret_cast<void*>(&unimplementedSlot<T, Numbers>)...};
    static void* table[SlotCount];
    objects::fillTable(table, T::Kind, T::methods(), unimplemented);
    return table;
}

template <class T>
void** tableOf()
{
    static void** table = makeTable<T>(std::make_integer_sequence<int, SlotCount>());
    return table;
}

template <class T>
struct DeletionOf
{
    static CallSite site;
};

template <class T>
CallSite DeletionOf<T>::site{T::Deletion};

// A new object, counted as live until the caller deletes it.
template <class T>
T* make(std::shared_ptr<Errors> errors, std::initializer_list<Object*> needs)
{
    T* object = new T();
    object->slots = tableOf<T>();
    object->handle = Handle{objects::handleVtable(), object};
    object->kind = T::Kind;
    object->deletion = &DeletionOf<T>::site;
    object->errors = std::move(errors);
    object->needs = needs;

    // The memory stays, so that a use after the deletion is seen for what it is.
    object->destroy = [](Object* victim) { static_cast<T*>(victim)->~T(); };
    objects::enlist(object, T::HasHandle ? static_cast<void*>(&object->handle) : static_cast<void*>(object));
    return object;
}

template <class T>
T* findAs(void* visible, const char* call)
{
    return static_cast<T*>(objects::find(visible, T::Kind, call));
}

// Null in, null out.
template <class T>
void* visibleOf(T* object)
{
    if (object == nullptr)
    {
        return nullptr;
    }

    return T::HasHandle ? static_cast<void*>(&object->handle) : static_cast<void*>(object);
}

} // namespace twin
