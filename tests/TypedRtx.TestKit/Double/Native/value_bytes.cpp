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
