#include "operators.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace twin
{
namespace
{

using Inputs = std::vector<const Value*>;

// Copies one element, whatever its type.
void copy(Value& target, int64_t to, const Value& source, int64_t from)
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

int64_t axisOf(int64_t axis, int64_t rank)
{
    const int64_t normal = axis < 0 ? axis + rank : axis;
    if (normal < 0 || normal >= rank)
    {
        throw std::runtime_error("axis " + std::to_string(axis) + " of a tensor of rank " + std::to_string(rank));
    }

    return normal;
}

std::vector<int64_t> axesOf(const Node& node, const Inputs& inputs)
{
    const auto attribute = node.attributes.find("axes");
    if (attribute != node.attributes.end())
    {
        return attribute->second.integers;
    }

    return inputs.size() > 1 && inputs[1] != nullptr ? inputs[1]->integers : std::vector<int64_t>();
}

std::vector<Value> constant(const Node& node, const Inputs&)
{
    const auto found = node.attributes.find("value");
    if (found != node.attributes.end() && found->second.hasTensor)
    {
        return {found->second.tensor};
    }

    if (node.has("value_int"))
    {
        Value scalar = Value::ofIntegers({node.integer("value_int", 0)});
        scalar.shape.clear();
        return {scalar};
    }

    if (node.has("value_ints"))
    {
        return {Value::ofIntegers(node.attributes.at("value_ints").integers)};
    }

    if (node.has("value_float"))
    {
        Value scalar = Value::zeros(DataType::Float, {});
        scalar.reals[0] = node.attributes.at("value_float").real;
        return {scalar};
    }

    throw std::runtime_error("a constant of a kind that the double lacks");
}

std::vector<Value> concat(const Node& node, const Inputs& inputs)
{
    const Value& first = *inputs.at(0);
    const int64_t axis = axisOf(node.integer("axis", 0), static_cast<int64_t>(first.shape.size()));
    Shape shape = first.shape;
    shape[static_cast<size_t>(axis)] = 0;
    for (const Value* input : inputs)
    {
        for (size_t i = 0; i < first.shape.size(); i++)
        {
            if (input->shape.size() != first.shape.size()
                || (static_cast<int64_t>(i) != axis && input->shape[i] != first.shape[i]))
            {
                throw std::runtime_error(
                    "the shapes " + textOf(first.shape) + " and " + textOf(input->shape) + " do not concatenate");
            }
        }

        shape[static_cast<size_t>(axis)] += input->shape[static_cast<size_t>(axis)];
    }

    Value result = Value::zeros(first.type, shape);
    const int64_t outer = countOf(Shape(shape.begin(), shape.begin() + axis));
    int64_t to = 0;
    for (int64_t block = 0; block < outer; block++)
    {
        for (const Value* input : inputs)
        {
            const int64_t part = input->count() / outer;
            for (int64_t i = 0; i < part; i++)
            {
                copy(result, to++, *input, block * part + i);
            }
        }
    }

    return {result};
}

std::vector<Value> reshape(const Node& node, const Inputs& inputs)
{
    Value result = *inputs.at(0);
    Shape shape = inputs.at(1)->integers;
    int64_t known = 1;
    int64_t unknown = -1;
    for (size_t i = 0; i < shape.size(); i++)
    {
        if (shape[i] == 0 && node.integer("allowzero", 0) == 0)
        {
            shape[i] = result.shape.at(i);
        }

        if (shape[i] < 0)
        {
            unknown = static_cast<int64_t>(i);
        }
        else
        {
            known *= shape[i];
        }
    }

    if (unknown >= 0)
    {
        shape[static_cast<size_t>(unknown)] = known == 0 ? 0 : result.count() / known;
    }

    if (countOf(shape) != result.count())
    {
        throw std::runtime_error("a tensor of shape " + textOf(result.shape) + " cannot become " + textOf(shape));
    }

    result.shape = shape;
    return {result};
}

std::vector<Value> shape(const Node&, const Inputs& inputs)
{
    return {Value::ofIntegers(inputs.at(0)->shape)};
}

std::vector<Value> transpose(const Node& node, const Inputs& inputs)
{
    const Value& source = *inputs.at(0);
    const size_t rank = source.shape.size();
    std::vector<int64_t> order(rank);
    for (size_t i = 0; i < rank; i++)
    {
        order[i] = static_cast<int64_t>(rank - 1 - i);
    }

    if (node.has("perm"))
    {
        order = node.attributes.at("perm").integers;
    }

    Shape target(rank);
    Shape strides(rank, 1);
    for (size_t i = rank; i-- > 1;)
    {
        strides[i - 1] = strides[i] * source.shape[i];
    }

    for (size_t i = 0; i < rank; i++)
    {
        target[i] = source.shape.at(static_cast<size_t>(order.at(i)));
    }

    Value result = Value::zeros(source.type, target);
    for (int64_t i = 0; i < result.count(); i++)
    {
        int64_t rest = i;
        int64_t from = 0;
        for (size_t axis = rank; axis-- > 0;)
        {
            from += rest % target[axis] * strides[static_cast<size_t>(order[axis])];
            rest /= target[axis];
        }

        copy(result, i, source, from);
    }

    return {result};
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

Operator shapeOperator(const std::string& kind)
{
    static const std::map<std::string, Operator> table = {
        {"Constant", constant},   {"Concat", concat}, {"Reshape", reshape},     {"Shape", shape},
        {"Transpose", transpose}, {"Gather", gather}, {"Unsqueeze", unsqueeze}, {"Squeeze", squeeze},
        {"NonZero", nonZero},
    };
    const auto found = table.find(kind);
    return found == table.end() ? nullptr : found->second;
}

} // namespace twin
