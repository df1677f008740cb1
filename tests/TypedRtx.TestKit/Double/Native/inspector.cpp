#include "engine.h"

namespace twin
{
namespace
{

std::string quote(const std::string& text)
{
    std::string result = "\"";
    for (const char letter : text)
    {
        if (letter == '"' || letter == '\\')
        {
            result += '\\';
        }

        result += letter;
    }

    return result + "\"";
}

template <class Items, class Text>
std::string list(const Items& items, Text text)
{
    std::string result = "[";
    for (size_t i = 0; i < items.size(); i++)
    {
        result += (i == 0 ? "" : ", ") + text(items[i]);
    }

    return result + "]";
}

std::string layerOf(const Node& node)
{
    return "{\"Name\": " + quote(node.name) + ", \"LayerType\": " + quote(node.kind) + "}";
}

bool setExecutionContext(Inspector* self, void* context)
{
    TWIN_METHOD(self, "VEngineInspector.setExecutionContext");
    self->context = context;
    return !self->errors->refuse(thisCall, failure);
}

void* getExecutionContext(Inspector* self)
{
    TWIN_METHOD(self, "VEngineInspector.getExecutionContext");
    return self->context;
}

const char* getLayerInformation(Inspector* self, int32_t index, int32_t)
{
    TWIN_METHOD(self, "VEngineInspector.getLayerInformation");
    if (self->errors->refuse(thisCall, failure) || index < 0
        || index >= static_cast<int32_t>(self->core->model.nodes.size()))
    {
        return nullptr;
    }

    self->text = layerOf(self->core->model.nodes[static_cast<size_t>(index)]);
    return self->text.c_str();
}

const char* getEngineInformation(Inspector* self, int32_t)
{
    TWIN_METHOD(self, "VEngineInspector.getEngineInformation");
    if (self->errors->refuse(thisCall, failure))
    {
        return nullptr;
    }

    std::vector<Port> ports = self->core->model.inputs;
    ports.insert(ports.end(), self->core->model.outputs.begin(), self->core->model.outputs.end());
    self->text = "{\"Layers\": " + list(self->core->model.nodes, layerOf)
        + ", \"Bindings\": " + list(ports, [](const Port& port) { return quote(port.name); }) + "}";
    return self->text.c_str();
}

} // namespace

std::vector<Method> Inspector::methods()
{
    return {
        method(slot::EngineInspectorSetExecutionContext, setExecutionContext),
        method(slot::EngineInspectorGetExecutionContext, getExecutionContext),
        method(slot::EngineInspectorGetLayerInformation, getLayerInformation),
        method(slot::EngineInspectorGetEngineInformation, getEngineInformation),
    };
}

} // namespace twin
