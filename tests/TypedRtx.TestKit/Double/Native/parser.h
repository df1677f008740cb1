// The ONNX parser: its objects have the methods themselves, without a second pointer.
#pragma once

#include "network.h"

namespace twin
{

struct ParserError : Object
{
    static constexpr const char* Kind = "IParserError";
    static constexpr const char* Deletion = "IParserError.delete";
    static constexpr bool HasHandle = false;
    static std::vector<Method> methods();

    int32_t errorCode = 0;
    std::string text;
    int32_t node = -1;
    std::string nodeName;
    std::string nodeOperator;
};

struct Parser : Object
{
    static constexpr const char* Kind = "IParser";
    static constexpr const char* Deletion = "IParser.delete";
    static constexpr bool HasHandle = false;
    static std::vector<Method> methods();
    ~Parser();

    Network* network = nullptr;
    uint32_t flags = 1;
    std::vector<ParserError*> found;

    // A model whose initializers still come, and those that came: the caller keeps their memory until the build.
    std::string loaded;
    std::map<std::string, std::pair<const void*, size_t>> given;

    // What supportsModelV2 found: the nodes up to the first that is not supported, then it, and so on.
    std::vector<std::pair<bool, std::vector<int64_t>>> subgraphs;
};

// Puts the model into the parser's network; false, with errors in the parser, when it is not taken.
bool takeModel(Parser& parser, std::string onnx, Outside outside);

// The bytes of the external initializers beside a model's file; false, with an error, when some are missing.
bool readOutside(Parser& parser, const Model& model, const std::string& folder, Outside& outside);

// An error of the parser, which also goes to the logger.
void addError(Parser& parser, int32_t errorCode, const std::string& text, int32_t index, const Node* node);

// The failure that the test asked for, as the parser reports one; false for none.
bool refuseParse(Parser* parser, const char* call, Failure failure);

// Flags, and what the parser says it supports.
std::vector<Method> parserSupportMethods();

Parser* makeParser(Network* network, void* logger);

} // namespace twin
