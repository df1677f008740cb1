// Makes file operations of a process fail, those under one folder alone. Loaded before libc by LD_PRELOAD.
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace
{
constexpr int Short = -1;

char folder[PATH_MAX];
std::atomic<long> seen{0};
std::atomic<long> target{0};
std::atomic<int> error{0};
std::atomic<bool> stays{false};

// What to fail with; zero to go on.
int fault(const char* path)
{
    if (folder[0] == 0 || path == nullptr || std::strncmp(path, folder, std::strlen(folder)) != 0)
    {
        return 0;
    }

    const long number = ++seen;
    return number == target || (stays && target > 0 && number > target) ? error.load() : 0;
}

int faultOf(int descriptor)
{
    char link[64];
    char path[PATH_MAX];
    std::snprintf(link, sizeof(link), "/proc/self/fd/%d", descriptor);
    const long length = syscall(SYS_readlink, link, path, sizeof(path) - 1);
    if (length < 0)
    {
        return 0;
    }

    path[length] = 0;
    return fault(path);
}

template <typename Function>
Function next(const char* name, Function)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}
}

#define REAL(name) next(#name, &name)

// Fails, or goes on to the real function. A call that may be short moves half of what it should.
#define OPERATION(result, name, parameters, arguments, place)                                                          \
    extern "C" result name parameters                                                                                  \
    {                                                                                                                  \
        if (const int code = place; code > 0)                                                                          \
        {                                                                                                              \
            errno = code;                                                                                              \
            return (result)-1;                                                                                         \
        }                                                                                                              \
        return REAL(name) arguments;                                                                                   \
    }

#define TRANSFER(name, parameters, arguments, halved)                                                                  \
    extern "C" ssize_t name parameters                                                                                 \
    {                                                                                                                  \
        const int code = faultOf(file);                                                                                \
        if (code > 0)                                                                                                  \
        {                                                                                                              \
            errno = code;                                                                                              \
            return -1;                                                                                                 \
        }                                                                                                              \
        return code == Short && size > 1 ? REAL(name) halved : REAL(name) arguments;                                   \
    }

TRANSFER(read, (int file, void* data, size_t size), (file, data, size), (file, data, size / 2))
TRANSFER(write, (int file, const void* data, size_t size), (file, data, size), (file, data, size / 2))
TRANSFER(pread64, (int file, void* data, size_t size, off64_t at), (file, data, size, at), (file, data, size / 2, at))
TRANSFER(pwrite64, (int file, const void* data, size_t size, off64_t at), (file, data, size, at), (file, data, size / 2, at))

OPERATION(int, fsync, (int file), (file), faultOf(file))
OPERATION(int, flock, (int file, int what), (file, what), faultOf(file))
OPERATION(int, ftruncate64, (int file, off64_t length), (file, length), faultOf(file))
OPERATION(int, fallocate64, (int file, int mode, off64_t at, off64_t length), (file, mode, at, length), faultOf(file))
OPERATION(int, fchmod, (int file, mode_t mode), (file, mode), faultOf(file))
OPERATION(int, futimens, (int file, const struct timespec* times), (file, times), faultOf(file))
OPERATION(int, rename, (const char* from, const char* to), (from, to), fault(from))
OPERATION(int, link, (const char* from, const char* to), (from, to), fault(from))
OPERATION(int, unlink, (const char* path), (path), fault(path))
OPERATION(int, rmdir, (const char* path), (path), fault(path))
OPERATION(int, mkdir, (const char* path, mode_t mode), (path, mode), fault(path))
OPERATION(int, chmod, (const char* path, mode_t mode), (path, mode), fault(path))
OPERATION(int, access, (const char* path, int mode), (path, mode), fault(path))
OPERATION(ssize_t, readlink, (const char* path, char* to, size_t size), (path, to, size), fault(path))
OPERATION(int, utimensat, (int at, const char* path, const struct timespec* times, int flags), (at, path, times, flags), fault(path))
OPERATION(int, statx, (int at, const char* path, int flags, unsigned mask, struct statx* status), (at, path, flags, mask, status),
    path[0] == 0 ? faultOf(at) : fault(path))
OPERATION(void*, mmap64, (void* where, size_t size, int rights, int flags, int file, off64_t at),
    (where, size, rights, flags, file, at), file < 0 ? 0 : faultOf(file))

// .NET is linked with the names that these had before version 2.33 of glibc.
extern "C" int __xstat64(int version, const char* path, struct stat64* status);
extern "C" int __lxstat64(int version, const char* path, struct stat64* status);
extern "C" int __fxstat64(int version, int file, struct stat64* status);
OPERATION(int, __xstat64, (int version, const char* path, struct stat64* status), (version, path, status), fault(path))
OPERATION(int, __lxstat64, (int version, const char* path, struct stat64* status), (version, path, status), fault(path))
OPERATION(int, __fxstat64, (int version, int file, struct stat64* status), (version, file, status), faultOf(file))

extern "C" DIR* opendir(const char* path)
{
    if (const int code = fault(path); code > 0)
    {
        errno = code;
        return nullptr;
    }

    return REAL(opendir)(path);
}

#define OPEN(name)                                                                                                     \
    extern "C" int name(const char* path, int flags, ...)                                                              \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;                           \
        va_end(rest);                                                                                                  \
        if (const int code = fault(path); code > 0)                                                                    \
        {                                                                                                              \
            errno = code;                                                                                              \
            return -1;                                                                                                 \
        }                                                                                                              \
        return REAL(name)(path, flags, mode);                                                                          \
    }

OPEN(open)
OPEN(open64)

// From now on: the number-th operation below a folder fails, and those after it where it stays. Number zero counts alone.
extern "C" void fault_arm(const char* below, long number, int code, int keeps)
{
    target = 0;
    std::strncpy(folder, below, sizeof(folder) - 1);
    seen = 0;
    error = code;
    stays = keeps != 0;
    target = number;
}

extern "C" long fault_seen()
{
    return seen;
}
