#include "operators.h"
#include "parser.h"

#include <exception>

namespace twin
{
namespace
{

bool supportsOperator(Parser* self, const char* name)
{
    TWIN_METHOD(self, "IParser.supportsOperator");
    name = named(name, thisCall);
    return std::string(name) == "NonMaxSuppression" || operatorOf(name) != nullptr;
}

void setFlags(Parser* self, uint32_t flags)
{
    TWIN_METHOD(self, "IParser.setFlags");
    self->flags = flags;
}

uint32_t getFlags(Parser* self)
{
    TWIN_METHOD(self, "IParser.getFlags");
    return self->flags;
}

void clearFlag(Parser* self, int32_t flag)
{
    TWIN_METHOD(self, "IParser.clearFlag");
    self->flags &= ~(1u << flag);
}

void setFlag(Parser* self, int32_t flag)
{
    TWIN_METHOD(self, "IParser.setFlag");
    self->flags |= 1u << flag;
}

bool getFlag(Parser* self, int32_t flag)
{
    TWIN_METHOD(self, "IParser.getFlag");
    return (self->flags & (1u << flag)) != 0;
}

bool supportsModel(Parser* self, const void* data, size_t size, const char*)
{
    TWIN_METHOD(self, "IParser.supportsModelV2");
    if (refuseParse(self, thisCall, failure))
    {
        return false;
    }

    bool supportsAll = true;
    self->subgraphs.clear();
    try
    {
        const Model model = Model::read(data, size);
        for (size_t i = 0; i < model.nodes.size(); i++)
        {
            const std::string& kind = model.nodes[i].kind;
            const bool isSupported =
                kind == "NonMaxSuppression" || (operatorOf(kind) != nullptr && kind != "NonZero");
            if (self->subgraphs.empty() || self->subgraphs.back().first != isSupported)
            {
                self->subgraphs.push_back({isSupported, {}});
            }

            self->subgraphs.back().second.push_back(static_cast<int64_t>(i));
            supportsAll = supportsAll && isSupported;
        }
    }
    catch (const std::exception& exception)
    {
        addError(*self, parsing::Deserialize, std::string("The model cannot be read: ") + exception.what(), -1, nullptr);
        return false;
    }

    return supportsAll;
}

int64_t getNbSubgraphs(Parser* self)
{
    TWIN_METHOD(self, "IParser.getNbSubgraphs");
    return static_cast<int64_t>(self->subgraphs.size());
}

bool isSubgraphSupported(Parser* self, int64_t index)
{
    TWIN_METHOD(self, "IParser.isSubgraphSupported");
    return index >= 0 && index < static_cast<int64_t>(self->subgraphs.size())
        && self->subgraphs[static_cast<size_t>(index)].first;
}

int64_t* getSubgraphNodes(Parser* self, int64_t index, int64_t* count)
{
    TWIN_METHOD(self, "IParser.getSubgraphNodes");
    if (index < 0 || index >= static_cast<int64_t>(self->subgraphs.size()))
    {
        return nullptr;
    }

    std::vector<int64_t>& nodes = self->subgraphs[static_cast<size_t>(index)].second;
    *count = static_cast<int64_t>(nodes.size());
    return nodes.data();
}

} // namespace

bool refuseParse(Parser* self, const char* call, Failure failure)
{
    if (failure == Failure::Error || failure == Failure::OutOfMemory)
    {
        const bool isMemory = failure == Failure::OutOfMemory;
        addError(
            *self, isMemory ? parsing::Memory : parsing::Internal,
            std::string(call) + (isMemory ? " is out of memory" : " failed because the test asked for it"), -1,
            nullptr);
    }

    return failure != Failure::None;
}

std::vector<Method> parserSupportMethods()
{
    return {
        method(slot::ParserSetFlags, setFlags),
        method(slot::ParserGetFlags, getFlags),
        method(slot::ParserClearFlag, clearFlag),
        method(slot::ParserSetFlag, setFlag),
        method(slot::ParserGetFlag, getFlag),
        method(slot::ParserSupportsModelV2, supportsModel),
        method(slot::ParserGetNbSubgraphs, getNbSubgraphs),
        method(slot::ParserIsSubgraphSupported, isSubgraphSupported),
        method(slot::ParserGetSubgraphNodes, getSubgraphNodes),
        method(slot::ParserSupportsOperator, supportsOperator),
    };
}

} // namespace twin
