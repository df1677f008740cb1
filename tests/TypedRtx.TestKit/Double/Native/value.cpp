#include "value.h"

namespace twin
{

Value Value::zeros(DataType type, const Shape& shape)
{
    Value value;
    value.type = type;
    value.shape = shape;
    const size_t count = static_cast<size_t>(countOf(shape));
    if (isRealType(type))
    {
        value.reals.resize(count);
    }
    else
    {
        value.integers.resize(count);
    }

    return value;
}

Value Value::ofIntegers(const std::vector<int64_t>& elements)
{
    Value value;
    value.type = DataType::Int64;
    value.shape = {static_cast<int64_t>(elements.size())};
    value.integers = elements;
    return value;
}

bool Value::isReal() const
{
    return isRealType(type);
}

int64_t Value::count() const
{
    return countOf(shape);
}

double Value::at(int64_t index) const
{
    const size_t place = static_cast<size_t>(index);
    return isReal() ? static_cast<double>(reals[place]) : static_cast<double>(integers[place]);
}

void Value::set(int64_t index, double number)
{
    const size_t place = static_cast<size_t>(index);
    if (isReal())
    {
        reals[place] = static_cast<float>(number);
    }
    else
    {
        integers[place] = type == DataType::Bool ? number != 0 : static_cast<int64_t>(number);
    }
}

bool isRealType(DataType type)
{
    return type == DataType::Float || type == DataType::Half || type == DataType::BFloat16;
}

int64_t sizeOf(DataType type)
{
    switch (type)
    {
    case DataType::Float:
    case DataType::Int32:
        return 4;
    case DataType::Half:
    case DataType::BFloat16:
        return 2;
    case DataType::Int64:
        return 8;
    default:
        return 1;
    }
}

int64_t countOf(const Shape& shape)
{
    int64_t count = 1;
    for (const int64_t length : shape)
    {
        count *= length;
    }

    return count;
}

std::string textOf(const Shape& shape)
{
    std::string text = "[";
    for (size_t i = 0; i < shape.size(); i++)
    {
        text += (i == 0 ? "" : ",") + std::to_string(shape[i]);
    }

    return text + "]";
}

Shape shapeOf(const Dims& dims)
{
    return dims.count < 0 ? Shape() : Shape(dims.lengths, dims.lengths + dims.count);
}

Dims dimsOf(const Shape& shape)
{
    Dims dims{};
    dims.count = static_cast<int32_t>(shape.size());
    for (size_t i = 0; i < shape.size() && i < 8; i++)
    {
        dims.lengths[i] = shape[i];
    }

    return dims;
}

} // namespace twin
