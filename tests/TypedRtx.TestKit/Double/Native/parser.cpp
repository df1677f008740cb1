#include "parser.h"

#include "operators.h"

#include <exception>
#include <fstream>
#include <iterator>

namespace twin
{
namespace
{

// The failure that the test asked for, as the parser reports one.
bool refuse(Parser* self, const char* call, Failure failure)
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

void clear(Parser* self)
{
    for (ParserError* error : self->found)
    {
        objects::dispose(error, error);
    }

    self->found.clear();
}

std::string folderOf(const char* path)
{
    const std::string text = path == nullptr ? "" : path;
    const size_t slash = text.rfind('/');
    return slash == std::string::npos ? "" : text.substr(0, slash + 1);
}

bool parseBytes(Parser* self, std::string bytes, const char* path)
{
    Outside outside;
    try
    {
        const Model model = Model::read(bytes.data(), bytes.size());
        if (!readOutside(*self, model, folderOf(path), outside))
        {
            return false;
        }
    }
    catch (const std::exception&)
    {
        // Reported once, where the model is taken.
    }

    return takeModel(*self, std::move(bytes), std::move(outside));
}

bool parseMemory(Parser* self, const void* data, size_t size, const char* path)
{
    TWIN_METHOD(self, "IParser.parse");
    if (data == nullptr)
    {
        violation("IParser.parse was called with null.");
        return false;
    }

    return !refuse(self, thisCall, failure)
        && parseBytes(self, std::string(static_cast<const char*>(data), size), path);
}

bool parseFromFile(Parser* self, const char* path, int32_t)
{
    TWIN_METHOD(self, "IParser.parseFromFile");
    if (refuse(self, thisCall, failure))
    {
        return false;
    }

    std::ifstream file(path, std::ios::binary);
    if (!file)
    {
        addError(*self, parsing::Deserialize, std::string("Could not open file ") + path, -1, nullptr);
        return false;
    }

    return parseBytes(self, std::string(std::istreambuf_iterator<char>(file), {}), path);
}

bool supportsOperator(Parser* self, const char* name)
{
    TWIN_METHOD(self, "IParser.supportsOperator");
    name = named(name, thisCall);
    return std::string(name) == "NonMaxSuppression" || operatorOf(name) != nullptr;
}

int32_t getNbErrors(Parser* self)
{
    TWIN_METHOD(self, "IParser.getNbErrors");
    return failure == Failure::None ? static_cast<int32_t>(self->found.size()) : 0;
}

void* getError(Parser* self, int32_t index)
{
    TWIN_METHOD(self, "IParser.getError");
    return failure != Failure::None || index < 0 || index >= static_cast<int32_t>(self->found.size())
        ? nullptr
        : self->found[static_cast<size_t>(index)];
}

void clearErrors(Parser* self)
{
    TWIN_METHOD(self, "IParser.clearErrors");
    clear(self);
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
    if (refuse(self, thisCall, failure))
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

bool loadModelProto(Parser* self, const void* data, size_t size, const char*)
{
    TWIN_METHOD(self, "IParser.loadModelProto");
    if (data == nullptr)
    {
        violation("IParser.loadModelProto was called with null.");
        return false;
    }

    if (refuse(self, thisCall, failure))
    {
        return false;
    }

    try
    {
        Model::read(data, size);
    }
    catch (const std::exception& exception)
    {
        addError(*self, parsing::Deserialize, std::string("The model cannot be read: ") + exception.what(), -1, nullptr);
        return false;
    }

    self->loaded.assign(static_cast<const char*>(data), size);
    return true;
}

bool loadInitializer(Parser* self, const char* name, const void* data, size_t size)
{
    TWIN_METHOD(self, "IParser.loadInitializer");
    name = named(name, thisCall);
    if (refuse(self, thisCall, failure))
    {
        return false;
    }

    if (self->loaded.empty())
    {
        violation("IParser.loadInitializer came before loadModelProto.");
        return false;
    }

    const Model model = Model::read(self->loaded.data(), self->loaded.size());
    const auto found = model.initializers.find(name);
    if (found == model.initializers.end()
        || countOf(found->second.shape) * sizeOf(found->second.type) != static_cast<int64_t>(size))
    {
        return false;
    }

    self->given[name] = {data, size};
    return true;
}

bool parseModelProto(Parser* self)
{
    TWIN_METHOD(self, "IParser.parseModelProto");
    if (refuse(self, thisCall, failure))
    {
        return false;
    }

    if (self->loaded.empty())
    {
        violation("IParser.parseModelProto came before loadModelProto.");
        return false;
    }

    Outside outside;
    for (const auto& entry : self->given)
    {
        outside[entry.first].assign(static_cast<const char*>(entry.second.first), entry.second.second);
    }

    return takeModel(*self, self->loaded, std::move(outside));
}

bool setBuilderConfig(Parser* self, void* config)
{
    TWIN_METHOD(self, "IParser.setBuilderConfig");
    return !refuse(self, thisCall, failure) && findAs<Config>(config, thisCall) != nullptr;
}

} // namespace

std::initializer_list<Method> Parser::methods()
{
    static const std::initializer_list<Method> list = {
        method(slot::ParserParse, parseMemory),
        method(slot::ParserParseFromFile, parseFromFile),
        method(slot::ParserSupportsOperator, supportsOperator),
        method(slot::ParserGetNbErrors, getNbErrors),
        method(slot::ParserGetError, getError),
        method(slot::ParserClearErrors, clearErrors),
        method(slot::ParserDestructor + 1, objects::remove),
        method(slot::ParserSetFlags, setFlags),
        method(slot::ParserGetFlags, getFlags),
        method(slot::ParserClearFlag, clearFlag),
        method(slot::ParserSetFlag, setFlag),
        method(slot::ParserGetFlag, getFlag),
        method(slot::ParserSupportsModelV2, supportsModel),
        method(slot::ParserGetNbSubgraphs, getNbSubgraphs),
        method(slot::ParserIsSubgraphSupported, isSubgraphSupported),
        method(slot::ParserGetSubgraphNodes, getSubgraphNodes),
        method(slot::ParserLoadModelProto, loadModelProto),
        method(slot::ParserLoadInitializer, loadInitializer),
        method(slot::ParserParseModelProto, parseModelProto),
        method(slot::ParserSetBuilderConfig, setBuilderConfig),
    };
    return list;
}

Parser::~Parser()
{
    clear(this);
}

Parser* makeParser(Network* network, void* logger)
{
    Parser* parser = make<Parser>(std::make_shared<Errors>(logger, nullptr), {network});
    parser->network = network;
    return parser;
}

} // namespace twin
