// A tensor's elements, kept wide (float or int64) and rounded to the tensor's type when stored.
#pragma once

#include "types.h"

#include <string>
#include <vector>

namespace twin
{

using Shape = std::vector<int64_t>;

struct Value
{
    DataType type = DataType::Float;
    Shape shape;

    // One of the two holds the elements, by type.
    std::vector<float> reals;
    std::vector<int64_t> integers;

    // Zeros of that type and shape.
    static Value zeros(DataType type, const Shape& shape);
    static Value ofIntegers(const std::vector<int64_t>& elements);

    bool isReal() const;
    int64_t count() const;
    double at(int64_t index) const;
    void set(int64_t index, double number);
};

bool isRealType(DataType type);
int64_t sizeOf(DataType type);
int64_t countOf(const Shape& shape);
std::string textOf(const Shape& shape);
Shape shapeOf(const Dims& dims);
Dims dimsOf(const Shape& shape);

// From and to the bytes of memory that the caller gave.
Value load(DataType type, const Shape& shape, const void* bytes);
void store(const Value& value, void* bytes);

// The element as that type holds it: half and bfloat16 lose digits, integers their upper bits.
Value convert(const Value& value, DataType type);

} // namespace twin
