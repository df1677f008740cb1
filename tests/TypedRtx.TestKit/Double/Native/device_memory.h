// Memory of the GPU and locked memory of the host.
#pragma once

#include "cuda_types.h"

namespace twin
{
namespace memory
{

// Device memory: its addresses cannot be read by the host, as on a GPU. Null when there is no room.
void* allocate(size_t size);

// An error code of the driver; the bytes around the block are checked.
int release(void* address);

// Locked memory, which the GPU reads at the host's address.
void* allocateHost(size_t size);
int releaseHost(void* address);
int registerHost(void* address, size_t size);
int unregisterHost(void* address);
bool isLocked(const void* address, size_t size);

// Where the bytes of an address that the GPU may use really are; null where it may not.
uint8_t* find(const void* address, size_t size);

size_t total();
size_t used();

} // namespace memory
} // namespace twin
