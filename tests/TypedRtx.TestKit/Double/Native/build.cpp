#include "callbacks.h"
#include "graph.h"
#include "network.h"

namespace twin
{
namespace
{

constexpr const char* SelectorNames[] = {"kMIN", "kOPT", "kMAX"};

bool refuse(const Errors& errors, int32_t errorCode, const std::string& text)
{
    errors.report(errorCode, text);
    return false;
}

bool isDynamic(const Port& port)
{
    for (const int64_t length : port.shape)
    {
        if (length < 0)
        {
            return true;
        }
    }

    return false;
}

std::string profileName(size_t index)
{
    return "optimization profile " + std::to_string(index);
}

// The shape of an input in a profile; its own when it is not dynamic.
bool shapeIn(const Tensor& input, const Profile& profile, size_t index, int selector, const Errors& errors, Shape& shape)
{
    shape = input.port.shape;
    if (!isDynamic(input.port))
    {
        return true;
    }

    const auto found = profile.data.shapes.find(input.port.name);
    const auto set = profile.set.find(input.port.name);
    if (found == profile.data.shapes.end() || set->second != 7)
    {
        return refuse(
            errors, code::InvalidConfig,
            "Dynamic input tensor " + input.port.name + " is missing dimensions in " + profileName(index));
    }

    const Shape& given = found->second[static_cast<size_t>(selector)];
    if (given.size() != shape.size())
    {
        return refuse(
            errors, code::InvalidConfig,
            "Input tensor " + input.port.name + " has rank " + std::to_string(shape.size()) + " and rank "
                + std::to_string(given.size()) + " in " + profileName(index));
    }

    for (size_t axis = 0; axis < shape.size(); axis++)
    {
        if (shape[axis] >= 0 && shape[axis] != given[axis])
        {
            return refuse(
                errors, code::InvalidConfig,
                "Static axis " + std::to_string(axis) + " of input tensor " + input.port.name + " has length "
                    + std::to_string(shape[axis]) + " and " + std::to_string(given[axis]) + " in "
                    + profileName(index));
        }

        if (found->second[0][axis] > found->second[1][axis] || found->second[1][axis] > found->second[2][axis])
        {
            return refuse(
                errors, code::InvalidConfig,
                "Axis " + std::to_string(axis) + " of input tensor " + input.port.name
                    + " does not rise from kMIN over kOPT to kMAX in " + profileName(index));
        }
    }

    shape = given;
    return true;
}

// All corners of a profile must go through the network.
bool checkProfile(const Network& network, const Profile& profile, size_t index, const Errors& errors)
{
    for (int selector = 0; selector < 3; selector++)
    {
        Values inputs;
        for (const Tensor* input : network.inputs)
        {
            Shape shape;
            if (!shapeIn(*input, profile, index, selector, errors, shape))
            {
                return false;
            }

            Value value = Value::zeros(input->port.type, shape);
            const auto values = profile.data.values.find(input->port.name);
            if (input->isShape)
            {
                if (values == profile.data.values.end()
                    || values->second[static_cast<size_t>(selector)].size() != value.integers.size())
                {
                    return refuse(
                        errors, code::InvalidConfig,
                        "Shape input tensor " + input->port.name + " has no values in " + profileName(index));
                }

                value.integers = values->second[static_cast<size_t>(selector)];
            }

            inputs[input->port.name] = std::move(value);
        }

        const GraphResult result = run(network.model, std::move(inputs));
        if (!result.error.empty())
        {
            return refuse(
                errors, code::InvalidConfig,
                std::string(SelectorNames[selector]) + " values for profile " + std::to_string(index)
                    + " violate shape constraints: " + result.error);
        }
    }

    return true;
}

bool checkProfiles(const Network& network, const Config& config, const Errors& errors)
{
    bool needsProfile = false;
    for (const Tensor* input : network.inputs)
    {
        needsProfile = needsProfile || input->isShape || isDynamic(input->port);
    }

    if (needsProfile && config.profiles.empty())
    {
        return refuse(
            errors, code::InvalidConfig,
            "Network has dynamic or shape inputs, but no optimization profile has been defined");
    }

    for (size_t i = 0; i < config.profiles.size(); i++)
    {
        if (!checkProfile(network, *config.profiles[i], i, errors))
        {
            return false;
        }
    }

    if (needsProfile)
    {
        return true;
    }

    const Profile none;
    return checkProfile(network, none, 0, errors);
}

} // namespace

bool build(Builder& builder, Network& network, Config& config, std::string& engine)
{
    const Errors& errors = *network.errors;
    if (!network.isParsed || network.outputs.empty())
    {
        return refuse(errors, code::InvalidConfig, "Network must have at least one output");
    }

    if (config.isBroken)
    {
        return refuse(errors, code::Internal, "bad optional access");
    }

    const auto workspace = config.pools.find(0);
    if (workspace != config.pools.end() && workspace->second == 0)
    {
        return refuse(errors, code::InvalidConfig, "The workspace limit is 0");
    }

    for (const Node& node : network.model.nodes)
    {
        if (node.kind == "NonMaxSuppression" || (node.kind == "NonZero" && option("nonzero", 1) == 0))
        {
            return refuse(
                errors, code::UnsupportedState,
                "Could not find any implementation for node " + node.name + ": " + node.kind
                    + " has no runners that implement it");
        }
    }

    if (!checkProfiles(network, config, errors))
    {
        return false;
    }

    if (config.monitor != nullptr && !showProgress(config.monitor, network.model.nodes.size()))
    {
        return refuse(errors, code::FailedExecution, "BuildCanceled (the progress monitor asked for it)");
    }

    Plan plan;
    plan.name = network.name;
    plan.onnx = network.onnx;
    plan.outside = network.outside;
    for (const Profile* profile : config.profiles)
    {
        plan.profiles.push_back(profile->data);
    }

    plan.computeCapabilities = config.computeCapabilities;
    plan.flags = config.flags;
    engine = writePlan(plan, libraryVersion());
    (void)builder;
    return true;
}

} // namespace twin
