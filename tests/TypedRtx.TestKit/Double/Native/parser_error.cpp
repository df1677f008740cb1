#include "parser.h"

namespace twin
{
namespace
{

int32_t getCode(ParserError* self)
{
    TWIN_ENTER("IParserError.code");
    return self->errorCode;
}

const char* getDesc(ParserError* self)
{
    TWIN_ENTER("IParserError.desc");
    return failure == Failure::None ? self->text.c_str() : nullptr;
}

const char* getFile(ParserError*)
{
    TWIN_ENTER("IParserError.file");
    return "parser_model.cpp";
}

int32_t getLine(ParserError*)
{
    TWIN_ENTER("IParserError.line");
    return 1;
}

const char* getFunc(ParserError*)
{
    TWIN_ENTER("IParserError.func");
    return "takeModel";
}

int32_t getNode(ParserError* self)
{
    TWIN_ENTER("IParserError.node");
    return self->node;
}

const char* getNodeName(ParserError* self)
{
    TWIN_ENTER("IParserError.nodeName");
    return failure == Failure::None ? self->nodeName.c_str() : nullptr;
}

const char* getNodeOperator(ParserError* self)
{
    TWIN_ENTER("IParserError.nodeOperator");
    return failure == Failure::None ? self->nodeOperator.c_str() : nullptr;
}

const char* const* getLocalFunctionStack(ParserError*)
{
    TWIN_ENTER("IParserError.localFunctionStack");
    return nullptr;
}

int32_t getLocalFunctionStackSize(ParserError*)
{
    TWIN_ENTER("IParserError.localFunctionStackSize");
    return 0;
}

} // namespace

std::vector<Method> ParserError::methods()
{
    return {
        method(slot::ParserErrorCode, getCode),
        method(slot::ParserErrorDesc, getDesc),
        method(slot::ParserErrorFile, getFile),
        method(slot::ParserErrorLine, getLine),
        method(slot::ParserErrorFunc, getFunc),
        method(slot::ParserErrorNode, getNode),
        method(slot::ParserErrorNodeName, getNodeName),
        method(slot::ParserErrorNodeOperator, getNodeOperator),
        method(slot::ParserErrorLocalFunctionStack, getLocalFunctionStack),
        method(slot::ParserErrorLocalFunctionStackSize, getLocalFunctionStackSize),
        method(slot::ParserErrorDestructor + 1, objects::remove),
    };
}

} // namespace twin
