#include "operators_shared.h"

#include <map>
#include <stdexcept>

namespace twin
{
namespace
{

using Inputs = std::vector<const Value*>;

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

} // namespace

Operator shapeOperator(const std::string& kind)
{
    static const std::map<std::string, Operator> table = {
        {"Constant", constant}, {"Concat", concat},       {"Reshape", reshape},
        {"Shape", shape},       {"Transpose", transpose},
    };
    const auto found = table.find(kind);
    return found == table.end() ? nullptr : found->second;
}

} // namespace twin
