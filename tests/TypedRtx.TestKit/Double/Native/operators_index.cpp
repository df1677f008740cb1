#include "operators_shared.h"

#include <algorithm>
#include <map>

namespace twin
{
namespace
{

using Inputs = std::vector<const Value*>;

std::vector<int64_t> axesOf(const Node& node, const Inputs& inputs)
{
    const auto attribute = node.attributes.find("axes");
    if (attribute != node.attributes.end())
    {
        return attribute->second.integers;
    }

    return inputs.size() > 1 && inputs[1] != nullptr ? inputs[1]->integers : std::vector<int64_t>();
}

std::vector<Value> gather(const Node& node, const Inputs& inputs)
{
    const Value& source = *inputs.at(0);
    const Value& indices = *inputs.at(1);
    const int64_t axis = axisOf(node.integer("axis", 0), static_cast<int64_t>(source.shape.size()));
    const int64_t length = source.shape[static_cast<size_t>(axis)];
    Shape target(source.shape.begin(), source.shape.begin() + axis);
    target.insert(target.end(), indices.shape.begin(), indices.shape.end());
    target.insert(target.end(), source.shape.begin() + axis + 1, source.shape.end());
    const int64_t inner = countOf(Shape(source.shape.begin() + axis + 1, source.shape.end()));
    Value result = Value::zeros(source.type, target);
    for (int64_t i = 0; i < result.count(); i++)
    {
        const int64_t outer = i / (inner * indices.count());
        const int64_t index = indices.integers.at(static_cast<size_t>(i / inner % indices.count()));

        // What stands outside is nothing on the GPU either; the place stays zero.
        const int64_t place = index < 0 ? index + length : index;
        if (place >= 0 && place < length)
        {
            copy(result, i, source, (outer * length + place) * inner + i % inner);
        }
    }

    return {result};
}

std::vector<Value> unsqueeze(const Node& node, const Inputs& inputs)
{
    Value result = *inputs.at(0);
    std::vector<int64_t> axes = axesOf(node, inputs);
    const int64_t rank = static_cast<int64_t>(result.shape.size() + axes.size());
    for (int64_t& axis : axes)
    {
        axis = axisOf(axis, rank);
    }

    std::sort(axes.begin(), axes.end());
    for (const int64_t axis : axes)
    {
        result.shape.insert(result.shape.begin() + axis, 1);
    }

    return {result};
}

std::vector<Value> squeeze(const Node& node, const Inputs& inputs)
{
    Value result = *inputs.at(0);
    std::vector<int64_t> axes = axesOf(node, inputs);
    Shape shape;
    for (int64_t i = 0; i < static_cast<int64_t>(result.shape.size()); i++)
    {
        const bool named = std::any_of(axes.begin(), axes.end(), [&](int64_t axis) {
            return axisOf(axis, static_cast<int64_t>(result.shape.size())) == i;
        });
        if (result.shape[static_cast<size_t>(i)] != 1 || !(named || axes.empty()))
        {
            shape.push_back(result.shape[static_cast<size_t>(i)]);
        }
    }

    result.shape = shape;
    return {result};
}

std::vector<Value> nonZero(const Node&, const Inputs& inputs)
{
    const Value& source = *inputs.at(0);
    std::vector<int64_t> places;
    for (int64_t i = 0; i < source.count(); i++)
    {
        if (source.at(i) != 0)
        {
            places.push_back(i);
        }
    }

    const int64_t rank = static_cast<int64_t>(source.shape.size());
    const int64_t found = static_cast<int64_t>(places.size());
    Value result = Value::zeros(DataType::Int64, {rank, found});
    for (int64_t i = 0; i < found; i++)
    {
        int64_t rest = places[static_cast<size_t>(i)];
        for (int64_t axis = rank; axis-- > 0;)
        {
            result.integers[static_cast<size_t>(axis * found + i)] = rest % source.shape[static_cast<size_t>(axis)];
            rest /= source.shape[static_cast<size_t>(axis)];
        }
    }

    return {result};
}

} // namespace

Operator indexOperator(const std::string& kind)
{
    static const std::map<std::string, Operator> table = {
        {"Gather", gather}, {"Unsqueeze", unsqueeze}, {"Squeeze", squeeze}, {"NonZero", nonZero},
    };
    const auto found = table.find(kind);
    return found == table.end() ? nullptr : found->second;
}

} // namespace twin
