#include "onnx_tensor.h"

namespace twin
{
namespace
{

// What a tensor's fields hold, in whichever of them the elements are.
struct TensorFields
{
    int32_t onnxType = 0;
    Shape shape;
    std::string name;
    std::string raw;
    bool hasRaw = false;
    std::vector<double> numbers;
    std::vector<int64_t> integers;
    ExternalData data;
    bool external = false;
};

void readExternal(Wire entry, ExternalData& data)
{
    std::string key;
    std::string text;
    while (entry.next())
    {
        (entry.field() == 1 ? key : text) = entry.text();
    }

    if (key == "location")
    {
        data.location = text;
    }
    else if (key == "offset" || key == "length")
    {
        (key == "offset" ? data.offset : data.length) = std::stoll(text);
    }
}

// Field numbers are those of onnx.proto.
TensorFields readFields(Wire wire)
{
    TensorFields fields;
    while (wire.next())
    {
        switch (wire.field())
        {
        case 1:
            wire.numbers([&fields](int64_t length) { fields.shape.push_back(length); });
            break;
        case 2:
            fields.onnxType = static_cast<int32_t>(wire.number());
            break;
        case 4:
            wire.reals<float>([&fields](float number) { fields.numbers.push_back(static_cast<double>(number)); });
            break;
        case 5:
        case 7:
            wire.numbers([&fields](int64_t number) { fields.integers.push_back(number); });
            break;
        case 8:
            fields.name = wire.text();
            break;
        case 9:
            fields.raw = wire.text();
            fields.hasRaw = true;
            break;
        case 10:
            wire.reals<double>([&fields](double number) { fields.numbers.push_back(number); });
            break;
        case 13:
            readExternal(wire.message(), fields.data);
            break;
        case 14:
            fields.external = wire.number() == 1;
            break;
        default:
            break;
        }
    }

    return fields;
}

Value valueOf(TensorFields& fields, DataType type)
{
    const int64_t count = countOf(fields.shape);
    const bool isDouble = fields.onnxType == 11;
    if (count < 0
        || (fields.hasRaw && static_cast<int64_t>(fields.raw.size()) < count * (isDouble ? 8 : sizeOf(type))))
    {
        throw std::runtime_error("the tensor " + fields.name + " has fewer bytes than its shape needs");
    }

    if (fields.hasRaw && !isDouble)
    {
        return load(type, fields.shape, fields.raw.data());
    }

    for (int64_t i = 0; fields.hasRaw && i < count; i++)
    {
        double number;
        std::memcpy(&number, fields.raw.data() + i * 8, 8);
        fields.numbers.push_back(number);
    }

    if (static_cast<int64_t>(fields.numbers.size() + fields.integers.size()) < count)
    {
        throw std::runtime_error("the tensor " + fields.name + " has fewer elements than its shape needs");
    }

    if (type == DataType::Half || type == DataType::BFloat16)
    {
        const std::vector<uint16_t> bits(fields.integers.begin(), fields.integers.end());
        return load(type, fields.shape, bits.data());
    }

    Value value = Value::zeros(type, fields.shape);
    for (size_t i = 0; i < static_cast<size_t>(count); i++)
    {
        if (isRealType(type))
        {
            value.reals[i] = static_cast<float>(fields.numbers.at(i));
        }
        else
        {
            value.integers[i] = fields.integers.at(i);
        }
    }

    return value;
}

} // namespace

Value readTensor(Wire wire, std::string& name, Initializer* target)
{
    TensorFields fields = readFields(wire);
    name = fields.name;
    DataType type = DataType::Float;
    if (!typeOfOnnx(fields.onnxType, type))
    {
        throw std::runtime_error("a tensor of ONNX type " + std::to_string(fields.onnxType));
    }

    if (target != nullptr)
    {
        target->type = type;
        target->shape = fields.shape;
        target->external = fields.external;
        target->data = fields.data;
    }

    return fields.external ? Value() : valueOf(fields, type);
}

bool typeOfOnnx(int32_t onnxType, DataType& type)
{
    switch (onnxType)
    {
    case 1:
    case 11:
        // The library computes double as float.
        type = DataType::Float;
        return true;
    case 2:
        type = DataType::UInt8;
        return true;
    case 3:
        type = DataType::Int8;
        return true;
    case 6:
        type = DataType::Int32;
        return true;
    case 7:
        type = DataType::Int64;
        return true;
    case 9:
        type = DataType::Bool;
        return true;
    case 10:
        type = DataType::Half;
        return true;
    case 16:
        type = DataType::BFloat16;
        return true;
    default:
        return false;
    }
}

} // namespace twin
