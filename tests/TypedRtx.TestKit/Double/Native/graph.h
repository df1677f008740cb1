// Runs a model's nodes in order, on values or, with zeros for the data, only to learn the shapes.
#pragma once

#include "onnx.h"

#include <set>

namespace twin
{

using Values = std::map<std::string, Value>;

struct GraphResult
{
    Values values;

    // Tensors whose shape depends on data, so that it is known after a run only.
    std::set<std::string> unknown;

    // What did not fit, with the node; empty when all went well.
    std::string error;
};

GraphResult run(const Model& model, Values inputs);

// Inputs whose elements decide a shape (they are read on the host), by the way the values go.
std::set<std::string> shapeInputs(const Model& model);

} // namespace twin
