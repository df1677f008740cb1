#include "value.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace twin
{
namespace
{

float bitsToFloat(uint32_t bits)
{
    float value;
    std::memcpy(&value, &bits, sizeof(value));
    return value;
}

uint32_t floatToBits(float value)
{
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof(bits));
    return bits;
}

float halfToFloat(uint16_t half)
{
    const int exponent = (half >> 10) & 0x1f;
    const int fraction = half & 0x3ff;
    const float sign = (half & 0x8000) != 0 ? -1.0f : 1.0f;
    if (exponent == 0x1f)
    {
        return fraction == 0 ? sign * std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
    }

    return exponent == 0 ? sign * std::ldexp(static_cast<float>(fraction), -24)
                         : sign * std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
}

// Rounds to nearest, ties to even.
uint16_t floatToHalf(float value)
{
    const uint16_t sign = static_cast<uint16_t>((floatToBits(value) >> 16) & 0x8000);
    const double size = std::fabs(static_cast<double>(value));
    if (std::isnan(value))
    {
        return 0x7e00;
    }

    if (size >= 65520)
    {
        return static_cast<uint16_t>(sign | 0x7c00);
    }

    if (size < std::ldexp(1.0, -14))
    {
        return static_cast<uint16_t>(sign | static_cast<uint16_t>(std::nearbyint(std::ldexp(size, 24))));
    }

    int exponent = 0;
    std::frexp(size, &exponent);
    const int fraction = static_cast<int>(std::nearbyint(std::ldexp(size, 11 - exponent)));
    return static_cast<uint16_t>(sign + ((exponent + 13) << 10) + fraction);
}

uint16_t floatToBrain(float value)
{
    const uint32_t bits = floatToBits(value);
    if (std::isnan(value))
    {
        return 0x7fc0;
    }

    return static_cast<uint16_t>((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

template <class Element>
void loadIntegers(Value& value, const void* bytes)
{
    const uint8_t* at = static_cast<const uint8_t*>(bytes);
    for (int64_t& target : value.integers)
    {
        Element element;
        std::memcpy(&element, at, sizeof(element));
        target = static_cast<int64_t>(element);
        at += sizeof(element);
    }
}

template <class Element>
void storeIntegers(const Value& value, void* bytes)
{
    uint8_t* at = static_cast<uint8_t*>(bytes);
    for (const int64_t source : value.integers)
    {
        const Element element = static_cast<Element>(source);
        std::memcpy(at, &element, sizeof(element));
        at += sizeof(element);
    }
}

} // namespace

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

Value load(DataType type, const Shape& shape, const void* bytes)
{
    Value value = Value::zeros(type, shape);
    const uint8_t* at = static_cast<const uint8_t*>(bytes);
    switch (type)
    {
    case DataType::Float:
        std::memcpy(value.reals.data(), bytes, value.reals.size() * sizeof(float));
        break;
    case DataType::Half:
    case DataType::BFloat16:
        for (float& target : value.reals)
        {
            uint16_t bits;
            std::memcpy(&bits, at, sizeof(bits));
            at += sizeof(bits);
            target = type == DataType::Half ? halfToFloat(bits) : bitsToFloat(static_cast<uint32_t>(bits) << 16);
        }

        break;
    case DataType::Int64:
        loadIntegers<int64_t>(value, bytes);
        break;
    case DataType::Int32:
        loadIntegers<int32_t>(value, bytes);
        break;
    case DataType::Int8:
        loadIntegers<int8_t>(value, bytes);
        break;
    default:
        loadIntegers<uint8_t>(value, bytes);
        break;
    }

    return value;
}

void store(const Value& value, void* bytes)
{
    uint8_t* at = static_cast<uint8_t*>(bytes);
    switch (value.type)
    {
    case DataType::Float:
        std::memcpy(bytes, value.reals.data(), value.reals.size() * sizeof(float));
        break;
    case DataType::Half:
    case DataType::BFloat16:
        for (const float source : value.reals)
        {
            const uint16_t bits = value.type == DataType::Half ? floatToHalf(source) : floatToBrain(source);
            std::memcpy(at, &bits, sizeof(bits));
            at += sizeof(bits);
        }

        break;
    case DataType::Int64:
        storeIntegers<int64_t>(value, bytes);
        break;
    case DataType::Int32:
        storeIntegers<int32_t>(value, bytes);
        break;
    case DataType::Int8:
        storeIntegers<int8_t>(value, bytes);
        break;
    default:
        storeIntegers<uint8_t>(value, bytes);
        break;
    }
}

Value convert(const Value& value, DataType type)
{
    Value result = Value::zeros(type, value.shape);
    if (!value.isReal() && !result.isReal() && type != DataType::Bool)
    {
        // Beyond 53 bits a double would lose digits.
        result.integers = value.integers;
    }
    else
    {
        for (int64_t i = 0; i < value.count(); i++)
        {
            result.set(i, value.at(i));
        }
    }

    std::vector<uint8_t> bytes(static_cast<size_t>(result.count() * sizeOf(type)) + 1);
    store(result, bytes.data());
    return load(type, result.shape, bytes.data());
}

} // namespace twin
