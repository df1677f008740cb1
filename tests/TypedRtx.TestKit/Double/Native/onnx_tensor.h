// Reads one tensor of a model.
#pragma once

#include "onnx.h"
#include "wire.h"

namespace twin
{

// Gives the name, and to an initializer its type, its shape and where its bytes are. Throws what the format does not allow.
Value readTensor(Wire wire, std::string& name, Initializer* target);

} // namespace twin
