#include "graph.h"
#include "operators.h"
#include "parser.h"

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <sstream>

namespace twin
{
namespace
{

// Stands for lengths that are not known, where only rank and type are asked for.
constexpr int64_t SomeLength = 2;

bool isImported(const Node& node)
{
    // The parser takes it, and the build finds that nothing runs it.
    return node.kind == "NonMaxSuppression" || operatorOf(node.kind) != nullptr;
}

bool checkNodes(Parser& parser, const Model& model)
{
    for (size_t i = 0; i < model.nodes.size(); i++)
    {
        const Node& node = model.nodes[i];
        if (!isImported(node))
        {
            addError(
                parser, parsing::UnsupportedNode, "No importer is registered for the operator " + node.kind,
                static_cast<int32_t>(i), &node);
            return false;
        }
    }

    return true;
}

bool checkTypes(Parser& parser, const Model& model)
{
    for (const Port& port : model.inputs)
    {
        DataType type;
        if (!typeOfOnnx(port.onnxType, type))
        {
            addError(
                parser, parsing::UnsupportedType,
                "The input " + port.name + " has the ONNX type " + std::to_string(port.onnxType)
                    + ", which is not supported",
                -1, nullptr);
            return false;
        }
    }

    return true;
}

// Type and rank of outputs whose declaration lacks them.
void completeOutputs(Model& model)
{
    Values inputs;
    for (const Port& port : model.inputs)
    {
        Shape shape = port.shape;
        for (int64_t& length : shape)
        {
            length = length < 0 ? SomeLength : length;
        }

        inputs[port.name] = Value::zeros(port.type, shape);
    }

    const GraphResult result = run(model, std::move(inputs));
    for (Port& port : model.outputs)
    {
        const auto value = result.values.find(port.name);
        if (value != result.values.end() && port.onnxType == 0)
        {
            port.type = value->second.type;
        }

        if (value != result.values.end() && !port.hasShape)
        {
            port.hasShape = true;
            port.shape.assign(value->second.shape.size(), -1);
            port.symbols.assign(port.shape.size(), "");
        }
    }
}

Tensor* makeTensor(Network& network, const Port& port, bool isInput, bool isShape)
{
    Tensor* tensor = make<Tensor>(network.errors, {});
    tensor->borrowed = true;
    tensor->port = port;
    tensor->isInput = isInput;
    tensor->isShape = isShape;
    return tensor;
}

void fillNetwork(Network& network)
{
    const std::set<std::string> shapes = shapeInputs(network.model);
    for (const Port& port : network.model.inputs)
    {
        network.inputs.push_back(makeTensor(network, port, true, shapes.count(port.name) != 0));
    }

    for (const Port& port : network.model.outputs)
    {
        network.outputs.push_back(makeTensor(network, port, false, false));
    }
}

} // namespace

void addError(Parser& parser, int32_t errorCode, const std::string& text, int32_t index, const Node* node)
{
    ParserError* error = make<ParserError>(parser.errors, {});
    error->borrowed = true;
    error->errorCode = errorCode;
    error->text = text;
    error->node = index;
    error->nodeName = node == nullptr ? "" : node->name;
    error->nodeOperator = node == nullptr ? "" : node->kind;
    parser.found.push_back(error);
    parser.errors->say(severity::Error, text);
}

bool takeModel(Parser& parser, std::string onnx, Outside outside)
{
    Network& network = *parser.network;
    if (network.isParsed)
    {
        violation("A second model was parsed into one network.");
        return false;
    }

    try
    {
        Model model = Model::read(onnx.data(), onnx.size());
        if (!checkTypes(parser, model) || !checkNodes(parser, model))
        {
            return false;
        }

        const std::string missing = model.fill(outside);
        if (!missing.empty())
        {
            addError(parser, parsing::InvalidValue, "The initializer " + missing + " has no data", -1, nullptr);
            return false;
        }

        completeOutputs(model);
        network.model = std::move(model);
    }
    catch (const std::exception& exception)
    {
        addError(
            parser, parsing::Deserialize, std::string("The model cannot be read: ") + exception.what(), -1, nullptr);
        return false;
    }

    network.onnx = std::move(onnx);
    network.outside = std::move(outside);
    network.isParsed = true;
    fillNetwork(network);
    return true;
}

bool readOutside(Parser& parser, const Model& model, const std::string& folder, Outside& outside)
{
    for (const auto& entry : model.initializers)
    {
        const Initializer& initializer = entry.second;
        if (!initializer.external)
        {
            continue;
        }

        const int64_t size = countOf(initializer.shape) * sizeOf(initializer.type);
        std::ifstream file(folder + initializer.data.location, std::ios::binary);
        file.seekg(initializer.data.offset);
        std::string bytes(static_cast<size_t>(size), 0);
        if (!file || !file.read(&bytes[0], static_cast<std::streamsize>(size)))
        {
            addError(
                parser, parsing::InvalidValue,
                "The file " + folder + initializer.data.location + " does not hold the initializer " + entry.first, -1,
                nullptr);
            return false;
        }

        outside[entry.first] = std::move(bytes);
    }

    return true;
}

} // namespace twin
