// The operators that the double computes.
#pragma once

#include "onnx.h"

#include <vector>

namespace twin
{

// One node on values; an input that is left out is null. Throws std::runtime_error with what does not fit.
using Operator = std::vector<Value> (*)(const Node& node, const std::vector<const Value*>& inputs);

// Null for an operator that the double lacks.
Operator operatorOf(const std::string& kind);

// One table per file: null where the file has no such operator.
Operator elementwiseOperator(const std::string& kind);
Operator shapeOperator(const std::string& kind);
Operator indexOperator(const std::string& kind);

} // namespace twin
