#include "parser.h"

#include <exception>
#include <fstream>
#include <iterator>

namespace twin
{
namespace
{

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

    return !refuseParse(self, thisCall, failure)
        && parseBytes(self, std::string(static_cast<const char*>(data), size), path);
}

bool parseFromFile(Parser* self, const char* path, int32_t)
{
    TWIN_METHOD(self, "IParser.parseFromFile");
    if (refuseParse(self, thisCall, failure))
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

bool loadModelProto(Parser* self, const void* data, size_t size, const char*)
{
    TWIN_METHOD(self, "IParser.loadModelProto");
    if (data == nullptr)
    {
        violation("IParser.loadModelProto was called with null.");
        return false;
    }

    if (refuseParse(self, thisCall, failure))
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
    if (refuseParse(self, thisCall, failure))
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
    if (refuseParse(self, thisCall, failure))
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
    return !refuseParse(self, thisCall, failure) && findAs<Config>(config, thisCall) != nullptr;
}

} // namespace

std::vector<Method> Parser::methods()
{
    std::vector<Method> all = parserSupportMethods();
    all.insert(all.end(), {
        method(slot::ParserParse, parseMemory),
        method(slot::ParserParseFromFile, parseFromFile),
        method(slot::ParserGetNbErrors, getNbErrors),
        method(slot::ParserGetError, getError),
        method(slot::ParserClearErrors, clearErrors),
        method(slot::ParserDestructor + 1, objects::remove),
        method(slot::ParserLoadModelProto, loadModelProto),
        method(slot::ParserLoadInitializer, loadInitializer),
        method(slot::ParserParseModelProto, parseModelProto),
        method(slot::ParserSetBuilderConfig, setBuilderConfig),
    });
    return all;
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
