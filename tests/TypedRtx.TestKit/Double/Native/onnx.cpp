#include "onnx.h"

#include "onnx_tensor.h"

namespace twin
{
namespace
{

// Field numbers are those of onnx.proto.
Attribute readAttribute(Wire wire, std::string& name)
{
    Attribute attribute;
    std::string ignored;
    while (wire.next())
    {
        switch (wire.field())
        {
        case 1:
            name = wire.text();
            break;
        case 2:
            attribute.real = wire.real();
            break;
        case 3:
            attribute.integer = wire.number();
            break;
        case 4:
            attribute.text = wire.text();
            break;
        case 5:
            attribute.tensor = readTensor(wire.message(), ignored, nullptr);
            attribute.hasTensor = true;
            break;
        case 7:
            wire.reals<float>([&attribute](float number) { attribute.reals.push_back(number); });
            break;
        case 8:
            wire.numbers([&attribute](int64_t number) { attribute.integers.push_back(number); });
            break;
        default:
            break;
        }
    }

    return attribute;
}

Node readNode(Wire wire)
{
    Node node;
    while (wire.next())
    {
        switch (wire.field())
        {
        case 1:
            node.inputs.push_back(wire.text());
            break;
        case 2:
            node.outputs.push_back(wire.text());
            break;
        case 3:
            node.name = wire.text();
            break;
        case 4:
            node.kind = wire.text();
            break;
        case 5:
        {
            std::string name;
            Attribute attribute = readAttribute(wire.message(), name);
            node.attributes[name] = std::move(attribute);
            break;
        }
        case 7:
            node.domain = wire.text();
            break;
        default:
            break;
        }
    }

    return node;
}

void readShape(Wire wire, Port& port)
{
    port.hasShape = true;
    while (wire.next())
    {
        if (wire.field() != 1)
        {
            continue;
        }

        int64_t length = -1;
        std::string symbol;
        Wire dimension = wire.message();
        while (dimension.next())
        {
            if (dimension.field() == 1)
            {
                length = dimension.number();
            }
            else if (dimension.field() == 2)
            {
                symbol = dimension.text();
            }
        }

        port.shape.push_back(length);
        port.symbols.push_back(symbol);
    }
}

Port readPort(Wire wire)
{
    Port port;
    while (wire.next())
    {
        if (wire.field() == 1)
        {
            port.name = wire.text();
        }

        Wire type = wire.message();
        while (wire.field() == 2 && type.next())
        {
            Wire tensor = type.message();
            while (type.field() == 1 && tensor.next())
            {
                if (tensor.field() == 1)
                {
                    port.onnxType = static_cast<int32_t>(tensor.number());
                }
                else if (tensor.field() == 2)
                {
                    readShape(tensor.message(), port);
                }
            }
        }
    }

    typeOfOnnx(port.onnxType, port.type);
    return port;
}

void readGraph(Wire wire, Model& model)
{
    while (wire.next())
    {
        switch (wire.field())
        {
        case 1:
            model.nodes.push_back(readNode(wire.message()));
            break;
        case 5:
        {
            Initializer initializer;
            initializer.value = readTensor(wire.message(), initializer.name, &initializer);
            const std::string name = initializer.name;
            model.initializers[name] = std::move(initializer);
            break;
        }
        case 11:
            model.inputs.push_back(readPort(wire.message()));
            break;
        case 12:
            model.outputs.push_back(readPort(wire.message()));
            break;
        default:
            break;
        }
    }
}

} // namespace

int64_t Node::integer(const char* attribute, int64_t fallback) const
{
    const auto found = attributes.find(attribute);
    return found == attributes.end() ? fallback : found->second.integer;
}

Model Model::read(const void* data, size_t size)
{
    Model model;
    bool hasGraph = false;
    Wire wire(data, size);
    while (wire.next())
    {
        if (wire.field() == 7)
        {
            readGraph(wire.message(), model);
            hasGraph = true;
        }
    }

    if (!hasGraph)
    {
        throw std::runtime_error("no graph");
    }

    std::vector<Port> inputs;
    for (const Port& port : model.inputs)
    {
        if (model.initializers.count(port.name) == 0)
        {
            inputs.push_back(port);
        }
    }

    model.inputs = inputs;
    return model;
}

std::string Model::fill(const Outside& outside)
{
    for (auto& entry : initializers)
    {
        Initializer& initializer = entry.second;
        if (!initializer.external)
        {
            continue;
        }

        const auto bytes = outside.find(entry.first);
        const int64_t needed = countOf(initializer.shape) * sizeOf(initializer.type);
        if (bytes == outside.end() || static_cast<int64_t>(bytes->second.size()) < needed)
        {
            return entry.first;
        }

        initializer.value = load(initializer.type, initializer.shape, bytes->second.data());
    }

    return "";
}

} // namespace twin
