// What several operators need.
#pragma once

#include "operators.h"

#include <stdexcept>

namespace twin
{

// Copies one element, whatever its type.
inline void copy(Value& target, int64_t to, const Value& source, int64_t from)
{
    if (source.isReal())
    {
        target.reals[static_cast<size_t>(to)] = source.reals[static_cast<size_t>(from)];
    }
    else
    {
        target.integers[static_cast<size_t>(to)] = source.integers[static_cast<size_t>(from)];
    }
}

inline int64_t axisOf(int64_t axis, int64_t rank)
{
    const int64_t normal = axis < 0 ? axis + rank : axis;
    if (normal < 0 || normal >= rank)
    {
        throw std::runtime_error("axis " + std::to_string(axis) + " of a tensor of rank " + std::to_string(rank));
    }

    return normal;
}

} // namespace twin
