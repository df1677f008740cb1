#include "graph.h"

#include "operators.h"

#include <exception>

namespace twin
{
namespace
{

// Which of a node's inputs decides its output's shape by its elements: -1 for none.
int shapeInputOf(const Node& node)
{
    return node.kind == "Reshape" || node.kind == "Expand" ? 1 : -1;
}

} // namespace

GraphResult run(const Model& model, Values inputs)
{
    GraphResult result;
    result.values = std::move(inputs);
    for (const Node& node : model.nodes)
    {
        std::vector<const Value*> arguments;
        bool unknown = node.kind == "NonZero";
        for (const std::string& name : node.inputs)
        {
            const auto computed = result.values.find(name);
            const auto initializer = model.initializers.find(name);
            arguments.push_back(
                computed != result.values.end()              ? &computed->second
                    : initializer != model.initializers.end() ? &initializer->second.value
                                                              : nullptr);
            unknown = unknown || result.unknown.count(name) != 0;
        }

        const std::string place = "node " + node.name + " (" + node.kind + ")";
        const Operator compute = operatorOf(node.kind);
        if (compute == nullptr)
        {
            result.error = place + " has no runners that implement it";
            return result;
        }

        for (size_t i = 0; i < node.inputs.size(); i++)
        {
            if (!node.inputs[i].empty() && arguments[i] == nullptr)
            {
                result.error = place + " wants " + node.inputs[i] + ", which nothing gives";
                return result;
            }
        }

        try
        {
            const std::vector<Value> outputs = compute(node, arguments);
            for (size_t i = 0; i < node.outputs.size() && i < outputs.size(); i++)
            {
                result.values[node.outputs[i]] = outputs[i];
                if (unknown)
                {
                    result.unknown.insert(node.outputs[i]);
                }
            }
        }
        catch (const std::exception& exception)
        {
            result.error = place + ": " + exception.what();
            return result;
        }
    }

    return result;
}

std::set<std::string> shapeInputs(const Model& model)
{
    std::set<std::string> wanted;
    for (size_t i = model.nodes.size(); i-- > 0;)
    {
        const Node& node = model.nodes[i];
        const int input = shapeInputOf(node);
        if (input >= 0 && static_cast<size_t>(input) < node.inputs.size())
        {
            wanted.insert(node.inputs[static_cast<size_t>(input)]);
        }

        // The elements of a shape follow from a shape, not from elements.
        if (node.kind == "Shape")
        {
            continue;
        }

        for (const std::string& output : node.outputs)
        {
            if (wanted.count(output) != 0)
            {
                wanted.insert(node.inputs.begin(), node.inputs.end());
            }
        }
    }

    std::set<std::string> result;
    for (const Port& port : model.inputs)
    {
        if (wanted.count(port.name) != 0)
        {
            result.insert(port.name);
        }
    }

    return result;
}

} // namespace twin
