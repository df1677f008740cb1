// What the double keeps of an ONNX model.
#pragma once

#include "value.h"

#include <map>
#include <string>
#include <vector>

namespace twin
{

// Bytes of an initializer that stands outside of the model: name to bytes.
using Outside = std::map<std::string, std::string>;

struct Attribute
{
    float real = 0;
    int64_t integer = 0;
    std::string text;
    std::vector<float> reals;
    std::vector<int64_t> integers;
    bool hasTensor = false;
    Value tensor;
};

struct Node
{
    std::string name;
    std::string kind;
    std::string domain;
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
    std::map<std::string, Attribute> attributes;

    int64_t integer(const char* attribute, int64_t fallback) const;
    bool has(const char* attribute) const { return attributes.count(attribute) != 0; }
};

// An input or output of the graph; -1 where the length is not known, with the symbol's name where it has one.
struct Port
{
    std::string name;
    DataType type = DataType::Float;
    int32_t onnxType = 0;
    bool hasShape = false;
    Shape shape;
    std::vector<std::string> symbols;
};

// Where an initializer's bytes are kept outside of the model.
struct ExternalData
{
    std::string location;
    int64_t offset = 0;
    int64_t length = -1;
};

struct Initializer
{
    std::string name;
    DataType type = DataType::Float;
    Shape shape;
    bool external = false;
    ExternalData data;
    Value value;
};

struct Model
{
    std::vector<Node> nodes;
    std::vector<Port> inputs;
    std::vector<Port> outputs;
    std::map<std::string, Initializer> initializers;

    // Throws std::runtime_error on bytes that are no model.
    static Model read(const void* data, size_t size);

    // Gives the external initializers their values; the name of one that has no bytes or too few, else empty.
    std::string fill(const Outside& outside);
};

// The library's type for one of ONNX; false where it has none.
bool typeOfOnnx(int32_t onnxType, DataType& type);

} // namespace twin
