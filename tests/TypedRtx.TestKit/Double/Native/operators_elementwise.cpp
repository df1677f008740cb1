#include "operators.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace twin
{
namespace
{

using Inputs = std::vector<const Value*>;

Shape broadcast(const Shape& left, const Shape& right)
{
    Shape shape(std::max(left.size(), right.size()));
    for (size_t i = 0; i < shape.size(); i++)
    {
        const size_t back = shape.size() - i;
        const int64_t a = back <= left.size() ? left[left.size() - back] : 1;
        const int64_t b = back <= right.size() ? right[right.size() - back] : 1;
        if (a != b && a != 1 && b != 1)
        {
            throw std::runtime_error(
                "the shapes " + textOf(left) + " and " + textOf(right) + " do not broadcast: axis "
                + std::to_string(i) + " has " + std::to_string(a) + " and " + std::to_string(b));
        }

        shape[i] = a == 1 ? b : a;
    }

    return shape;
}

// The place in a smaller tensor that belongs to one in the broadcast shape.
int64_t placeOf(int64_t index, const Shape& shape, const Shape& smaller)
{
    int64_t place = 0;
    int64_t stride = 1;
    for (size_t back = 1; back <= shape.size(); back++)
    {
        const int64_t length = shape[shape.size() - back];
        const int64_t coordinate = index % length;
        index /= length;
        if (back <= smaller.size())
        {
            const int64_t own = smaller[smaller.size() - back];
            place += own == 1 ? 0 : coordinate * stride;
            stride *= own;
        }
    }

    return place;
}

template <class Real, class Integer>
std::vector<Value> binary(const Inputs& inputs, DataType type, Real real, Integer integer)
{
    const Value& left = *inputs.at(0);
    const Value& right = *inputs.at(1);
    if (left.type != right.type)
    {
        throw std::runtime_error("the two inputs are of different types");
    }

    Value result = Value::zeros(type, broadcast(left.shape, right.shape));
    const int64_t count = result.count();
    for (int64_t i = 0; i < count; i++)
    {
        const size_t a = static_cast<size_t>(placeOf(i, result.shape, left.shape));
        const size_t b = static_cast<size_t>(placeOf(i, result.shape, right.shape));
        if (left.isReal())
        {
            result.set(i, static_cast<double>(real(left.reals[a], right.reals[b])));
        }
        else
        {
            result.integers[static_cast<size_t>(i)] = integer(left.integers[a], right.integers[b]);
        }
    }

    return {convert(result, type)};
}

template <class Compute>
std::vector<Value> unary(const Inputs& inputs, Compute compute)
{
    Value result = *inputs.at(0);
    for (int64_t i = 0; i < result.count(); i++)
    {
        result.set(i, static_cast<double>(compute(static_cast<float>(result.at(i)))));
    }

    return {convert(result, result.type)};
}

std::vector<Value> add(const Node&, const Inputs& inputs)
{
    return binary(
        inputs, inputs.at(0)->type, [](float a, float b) { return a + b; },
        [](int64_t a, int64_t b) { return a + b; });
}

std::vector<Value> sub(const Node&, const Inputs& inputs)
{
    return binary(
        inputs, inputs.at(0)->type, [](float a, float b) { return a - b; },
        [](int64_t a, int64_t b) { return a - b; });
}

std::vector<Value> mul(const Node&, const Inputs& inputs)
{
    return binary(
        inputs, inputs.at(0)->type, [](float a, float b) { return a * b; },
        [](int64_t a, int64_t b) { return a * b; });
}

std::vector<Value> div(const Node&, const Inputs& inputs)
{
    return binary(
        inputs, inputs.at(0)->type, [](float a, float b) { return a / b; },
        [](int64_t a, int64_t b) { return b == 0 ? 0 : a / b; });
}

std::vector<Value> equal(const Node&, const Inputs& inputs)
{
    return binary(
        inputs, DataType::Bool, [](float a, float b) { return a == b ? 1.0f : 0.0f; },
        [](int64_t a, int64_t b) { return static_cast<int64_t>(a == b); });
}

std::vector<Value> greater(const Node&, const Inputs& inputs)
{
    return binary(
        inputs, DataType::Bool, [](float a, float b) { return a > b ? 1.0f : 0.0f; },
        [](int64_t a, int64_t b) { return static_cast<int64_t>(a > b); });
}

std::vector<Value> relu(const Node&, const Inputs& inputs)
{
    return unary(inputs, [](float value) { return std::max(value, 0.0f); });
}

std::vector<Value> neg(const Node&, const Inputs& inputs)
{
    return unary(inputs, [](float value) { return -value; });
}

std::vector<Value> sigmoid(const Node&, const Inputs& inputs)
{
    return unary(inputs, [](float value) { return 1.0f / (1.0f + std::exp(-value)); });
}

std::vector<Value> tanh(const Node&, const Inputs& inputs)
{
    return unary(inputs, [](float value) { return std::tanh(value); });
}

std::vector<Value> identity(const Node&, const Inputs& inputs)
{
    return {*inputs.at(0)};
}

std::vector<Value> expand(const Node&, const Inputs& inputs)
{
    const Value& source = *inputs.at(0);
    Value result = Value::zeros(source.type, broadcast(source.shape, inputs.at(1)->integers));
    for (int64_t i = 0; i < result.count(); i++)
    {
        result.set(i, source.at(placeOf(i, result.shape, source.shape)));
    }

    return {result};
}

std::vector<Value> cast(const Node& node, const Inputs& inputs)
{
    DataType type = DataType::Float;
    if (!typeOfOnnx(static_cast<int32_t>(node.integer("to", 1)), type))
    {
        throw std::runtime_error("a cast to ONNX type " + std::to_string(node.integer("to", 1)));
    }

    return {convert(*inputs.at(0), type)};
}

std::vector<Value> softmax(const Node& node, const Inputs& inputs)
{
    Value result = *inputs.at(0);
    const int64_t rank = static_cast<int64_t>(result.shape.size());
    const int64_t axis = (node.integer("axis", -1) + rank) % std::max<int64_t>(rank, 1);
    const int64_t length = result.shape.at(static_cast<size_t>(axis));
    const int64_t inner = countOf(Shape(result.shape.begin() + axis + 1, result.shape.end()));
    for (int64_t i = 0; i < result.count(); i++)
    {
        if ((i / inner) % length != 0)
        {
            continue;
        }

        double largest = result.at(i);
        for (int64_t k = 1; k < length; k++)
        {
            largest = std::max(largest, result.at(i + k * inner));
        }

        double sum = 0;
        for (int64_t k = 0; k < length; k++)
        {
            sum += std::exp(result.at(i + k * inner) - largest);
        }

        for (int64_t k = 0; k < length; k++)
        {
            result.set(i + k * inner, std::exp(result.at(i + k * inner) - largest) / sum);
        }
    }

    return {convert(result, result.type)};
}

std::vector<Value> matmul(const Node&, const Inputs& inputs)
{
    const Value& left = *inputs.at(0);
    const Value& right = *inputs.at(1);
    if (left.shape.size() < 2 || right.shape.size() < 2)
    {
        throw std::runtime_error("the double multiplies matrices of rank 2 and above only");
    }

    const int64_t rows = left.shape[left.shape.size() - 2];
    const int64_t depth = left.shape.back();
    const int64_t columns = right.shape.back();
    if (depth != right.shape[right.shape.size() - 2])
    {
        throw std::runtime_error(
            "the matrices " + textOf(left.shape) + " and " + textOf(right.shape) + " do not fit");
    }

    const Shape leftBatch(left.shape.begin(), left.shape.end() - 2);
    const Shape rightBatch(right.shape.begin(), right.shape.end() - 2);
    const Shape batch = broadcast(leftBatch, rightBatch);
    Shape shape = batch;
    shape.push_back(rows);
    shape.push_back(columns);
    Value result = Value::zeros(left.type, shape);
    for (int64_t i = 0; i < result.count(); i++)
    {
        const int64_t matrix = i / (rows * columns);
        const int64_t row = i / columns % rows;
        const int64_t column = i % columns;
        const int64_t a = placeOf(matrix, batch, leftBatch) * rows * depth + row * depth;
        const int64_t b = placeOf(matrix, batch, rightBatch) * depth * columns + column;
        double sum = 0;
        for (int64_t k = 0; k < depth; k++)
        {
            sum += left.at(a + k) * right.at(b + k * columns);
        }

        result.set(i, sum);
    }

    return {convert(result, result.type)};
}

} // namespace

Operator elementwiseOperator(const std::string& kind)
{
    static const std::map<std::string, Operator> table = {
        {"Add", add},         {"Sub", sub},           {"Mul", mul},   {"Div", div},       {"Equal", equal},
        {"Greater", greater}, {"Relu", relu},         {"Neg", neg},   {"Sigmoid", sigmoid}, {"Tanh", tanh},
        {"Cast", cast},       {"Identity", identity}, {"Softmax", softmax}, {"MatMul", matmul},
        {"Expand", expand},
    };
    const auto found = table.find(kind);
    return found == table.end() ? nullptr : found->second;
}

Operator operatorOf(const std::string& kind)
{
    for (const auto find : {elementwiseOperator, shapeOperator, indexOperator})
    {
        const Operator found = find(kind);
        if (found != nullptr)
        {
            return found;
        }
    }

    return nullptr;
}

} // namespace twin
