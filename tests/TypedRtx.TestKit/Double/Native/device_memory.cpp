#include "device_memory.h"

#include "control.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace twin
{
namespace memory
{
namespace
{

constexpr size_t GuardSize = 64;
constexpr uint8_t Guard = 0xA5;

// What memory holds before it is written: as a float a number that no test expects, as an index far outside.
constexpr uint8_t Garbage = 0xCD;

struct Block
{
    size_t size = 0;
    size_t reserved = 0;
    const char* kind = nullptr;

    // The bytes with a guard on both sides; null for memory of the caller.
    std::vector<uint8_t> bytes;
    uint8_t* start = nullptr;
};

struct Memory
{
    std::mutex gate;
    std::map<uintptr_t, std::unique_ptr<Block>> blocks;
    size_t used = 0;
};

Memory& state()
{
    static Memory* instance = new Memory();
    return *instance;
}

std::unique_ptr<Block> makeBlock(size_t size, const char* kind)
{
    std::unique_ptr<Block> block(new Block());
    block->size = size;
    block->kind = kind;
    block->bytes.assign(size + 2 * GuardSize + 256, Guard);

    // Aligned as the driver aligns.
    const uintptr_t first = reinterpret_cast<uintptr_t>(block->bytes.data()) + GuardSize;
    block->start = reinterpret_cast<uint8_t*>((first + 255) / 256 * 256);
    std::memset(block->start, Garbage, size);
    return block;
}

void checkGuards(const Block& block)
{
    const uint8_t* first = block.bytes.data();
    const uint8_t* last = first + block.bytes.size();
    const auto isGuard = [](uint8_t byte) { return byte == Guard; };
    if (!std::all_of(first, static_cast<const uint8_t*>(block.start), isGuard)
        || !std::all_of(static_cast<const uint8_t*>(block.start) + block.size, last, isGuard))
    {
        violation(std::string("Bytes beside a block of ") + block.kind + " memory were written.");
    }
}

int take(void* address, const char* kind, int errorCode)
{
    std::unique_ptr<Block> block;
    {
        Memory& memory = state();
        const std::lock_guard<std::mutex> lock(memory.gate);
        const auto found = memory.blocks.find(reinterpret_cast<uintptr_t>(address));
        if (found == memory.blocks.end() || std::strcmp(found->second->kind, kind) != 0)
        {
            violation(std::string("Memory was freed as ") + kind + " memory that is none, or not any more.");
            return errorCode;
        }

        block = std::move(found->second);
        memory.blocks.erase(found);
        memory.used -= std::strcmp(kind, "memory") == 0 ? block->size : 0;
    }

    died(kind);
    if (!block->bytes.empty())
    {
        checkGuards(*block);
    }

    if (block->reserved > 0)
    {
        munmap(address, block->reserved);
    }

    return cuda::Success;
}

void add(uintptr_t address, std::unique_ptr<Block> block)
{
    const char* kind = block->kind;
    {
        Memory& memory = state();
        const std::lock_guard<std::mutex> lock(memory.gate);
        memory.used += std::strcmp(kind, "memory") == 0 ? block->size : 0;
        memory.blocks[address] = std::move(block);
    }

    born(kind);
}

} // namespace

void* allocate(size_t size)
{
    if (size > total() - std::min(total(), used()))
    {
        return nullptr;
    }

    std::unique_ptr<Block> block = makeBlock(size, "memory");
    void* address = block->start;
    if (option("host_visible_memory", 0) == 0)
    {
        const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
        block->reserved = (size + page) / page * page;
        address = mmap(nullptr, block->reserved, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (address == MAP_FAILED)
        {
            return nullptr;
        }
    }

    add(reinterpret_cast<uintptr_t>(address), std::move(block));
    return address;
}

int release(void* address)
{
    return take(address, "memory", cuda::InvalidValue);
}

void* allocateHost(size_t size)
{
    std::unique_ptr<Block> block = makeBlock(size, "locked");
    void* address = block->start;
    add(reinterpret_cast<uintptr_t>(address), std::move(block));
    return address;
}

int releaseHost(void* address)
{
    return take(address, "locked", cuda::InvalidValue);
}

int registerHost(void* address, size_t size)
{
    if (isLocked(address, 1) || isLocked(static_cast<uint8_t*>(address) + size - 1, 1))
    {
        return cuda::AlreadyRegistered;
    }

    std::unique_ptr<Block> block(new Block());
    block->size = size;
    block->kind = "registered";
    block->start = static_cast<uint8_t*>(address);
    add(reinterpret_cast<uintptr_t>(address), std::move(block));
    return cuda::Success;
}

int unregisterHost(void* address)
{
    return take(address, "registered", cuda::NotRegistered);
}

uint8_t* find(const void* address, size_t size)
{
    Memory& memory = state();
    const std::lock_guard<std::mutex> lock(memory.gate);
    const uintptr_t place = reinterpret_cast<uintptr_t>(address);
    auto found = memory.blocks.upper_bound(place);
    if (found == memory.blocks.begin())
    {
        return nullptr;
    }

    --found;
    const size_t offset = place - found->first;
    const Block& block = *found->second;
    return offset <= block.size && size <= block.size - offset ? block.start + offset : nullptr;
}

bool isLocked(const void* address, size_t size)
{
    return find(address, size) == address && address != nullptr;
}

size_t total()
{
    return static_cast<size_t>(option("total_memory", int64_t{8} << 30));
}

size_t used()
{
    Memory& memory = state();
    const std::lock_guard<std::mutex> lock(memory.gate);
    return memory.used;
}

} // namespace memory
} // namespace twin
