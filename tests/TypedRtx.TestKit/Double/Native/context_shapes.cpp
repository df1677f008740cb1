#include "cuda_calls.h"
#include "engine.h"

#include <algorithm>

namespace twin
{
namespace
{

bool isStatic(const Port& port)
{
    return std::none_of(port.shape.begin(), port.shape.end(), [](int64_t length) { return length < 0; });
}

bool inputValues(const Context& context, double data, Values& values, std::string& missing)
{
    for (const Port& port : context.core->model.inputs)
    {
        const auto shape = context.shapes.find(port.name);
        if (shape == context.shapes.end())
        {
            missing = port.name;
            return false;
        }

        Value value = Value::zeros(port.type, shape->second);
        if (context.core->shapeInputs.count(port.name) != 0)
        {
            const auto address = context.addresses.find(port.name);
            if (address == context.addresses.end() || address->second == nullptr)
            {
                missing = port.name;
                return false;
            }

            value = load(port.type, shape->second, address->second);
        }
        else
        {
            for (int64_t i = 0; data != 0 && i < value.count(); i++)
            {
                value.set(i, data);
            }
        }

        values[port.name] = std::move(value);
    }

    return true;
}

} // namespace

void resetShapes(Context& context)
{
    context.shapes.clear();
    for (const Port& port : context.core->model.inputs)
    {
        if (isStatic(port))
        {
            context.shapes[port.name] = port.shape;
        }
    }
}

std::string shapeProblem(const Context& context, const Port& port, const Shape& shape)
{
    if (shape.size() != port.shape.size())
    {
        return "the rank is " + std::to_string(port.shape.size());
    }

    const std::vector<ProfileData>& profiles = context.core->plan.profiles;
    const size_t index = static_cast<size_t>(context.profile);
    const std::array<Shape, 3>* range = nullptr;
    if (index < profiles.size())
    {
        const auto found = profiles[index].shapes.find(port.name);
        range = found == profiles[index].shapes.end() ? nullptr : &found->second;
    }

    for (size_t axis = 0; axis < shape.size(); axis++)
    {
        const int64_t length = shape[axis];
        const bool fits = range == nullptr ? length == port.shape[axis]
                                           : length >= (*range)[0][axis] && length <= (*range)[2][axis];
        if (!fits || (port.shape[axis] >= 0 && port.shape[axis] != length))
        {
            return "axis " + std::to_string(axis) + " is outside of the optimization profile "
                + std::to_string(context.profile)
                + (range == nullptr ? "" : ", " + textOf((*range)[0]) + " to " + textOf((*range)[2]));
        }
    }

    return "";
}

bool infer(Context& context, std::string& error)
{
    Values values;
    std::string missing;
    if (!inputValues(context, 0, values, missing))
    {
        error = "the input " + missing + " is not set";
        return false;
    }

    context.inferred = run(context.core->model, std::move(values));
    if (!context.inferred.error.empty())
    {
        error = context.inferred.error;
        return false;
    }

    if (context.inferred.unknown.empty())
    {
        return true;
    }

    // Axes that differ with the data are known after a run only.
    Values others;
    inputValues(context, 1, others, missing);
    const GraphResult other = run(context.core->model, std::move(others));
    for (const Port& port : context.core->model.outputs)
    {
        const auto second = other.values.find(port.name);
        if (context.inferred.unknown.count(port.name) == 0 || second == other.values.end())
        {
            continue;
        }

        Shape& shape = context.inferred.values[port.name].shape;
        for (size_t axis = 0; axis < shape.size(); axis++)
        {
            shape[axis] = shape[axis] == second->second.shape[axis] ? shape[axis] : -1;
        }
    }

    return true;
}

Context* makeContext(Engine& engine, RuntimeConfig* config)
{
    if (contexts::current() == nullptr)
    {
        violation("A context was made on a thread without a current CUDA context.");
    }

    const std::shared_ptr<Errors> errors = std::make_shared<Errors>(engine.errors->logger(), engine.errors);
    Context* context = make<Context>(errors, {&engine});
    context->engineHandle = &engine.handle;
    context->core = engine.core;
    context->profile = 0;
    resetShapes(*context);
    if (config != nullptr)
    {
        context->configHandle = &config->handle;
        context->specialization = config->specialization;
        context->cache = config->cache;
        context->needs.push_back(config);
        if (config->cache != nullptr)
        {
            context->needs.push_back(config->cache);
        }
    }

    compile(*context, "generic");
    return context;
}

void compile(Context& context, const std::string& kernel)
{
    const std::string name = context.core->plan.name + " " + kernel;
    if (context.cache == nullptr || context.cache->add(name))
    {
        note("compile");
    }
}

Context::~Context()
{
    if (pending->load() > 0)
    {
        violation("A VExecutionContext was deleted while its work was queued or running.");
    }
}

} // namespace twin
