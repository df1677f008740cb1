#include "network.h"

namespace twin
{
namespace
{

bool isSelector(int32_t selector)
{
    return selector >= 0 && selector <= 2;
}

bool setDimensions(Profile* self, const char* name, int32_t selector, const Dims* dims)
{
    TWIN_METHOD(self, "VOptimizationProfile.setDimensions");
    name = named(name, thisCall);
    if (self->errors->refuse(thisCall, failure))
    {
        return false;
    }

    if (!isSelector(selector) || dims->count < 0 || dims->count > 8)
    {
        violation("VOptimizationProfile.setDimensions was called with a selector or a rank that there is not.");
        return false;
    }

    for (int32_t i = 0; i < dims->count; i++)
    {
        if (dims->lengths[i] < 0)
        {
            self->errors->report(code::InvalidArgument, std::string("A profile has a negative length for ") + name);
            return false;
        }
    }

    self->data.shapes[name][static_cast<size_t>(selector)] = shapeOf(*dims);
    self->set[name] |= 1 << selector;
    return true;
}

Dims getDimensions(Profile* self, const char* name, int32_t selector)
{
    TWIN_METHOD(self, "VOptimizationProfile.getDimensions");
    name = named(name, thisCall);
    const auto found = self->data.shapes.find(name);
    if (failure != Failure::None || found == self->data.shapes.end() || !isSelector(selector))
    {
        Dims none{};
        none.count = -1;
        return none;
    }

    return dimsOf(found->second[static_cast<size_t>(selector)]);
}

bool isValid(Profile* self)
{
    TWIN_METHOD(self, "VOptimizationProfile.isValid");
    if (self->errors->refuse(thisCall, failure))
    {
        return false;
    }

    for (const auto& entry : self->data.shapes)
    {
        const std::array<Shape, 3>& shapes = entry.second;
        if (self->set[entry.first] != 7 || shapes[0].size() != shapes[1].size() || shapes[1].size() != shapes[2].size())
        {
            return false;
        }

        for (size_t axis = 0; axis < shapes[0].size(); axis++)
        {
            if (shapes[0][axis] > shapes[1][axis] || shapes[1][axis] > shapes[2][axis])
            {
                return false;
            }
        }
    }

    return true;
}

bool setShapeValues(Profile* self, const char* name, int32_t selector, const int64_t* values, int32_t count)
{
    TWIN_METHOD(self, "VOptimizationProfile.setShapeValuesV2");
    name = named(name, thisCall);
    if (self->errors->refuse(thisCall, failure) || !isSelector(selector) || count < 0)
    {
        return false;
    }

    self->data.values[name][static_cast<size_t>(selector)].assign(values, values + count);
    self->setValues[name] |= 1 << selector;
    return true;
}

const int64_t* getShapeValues(Profile* self, const char* name, int32_t selector)
{
    TWIN_METHOD(self, "VOptimizationProfile.getShapeValuesV2");
    name = named(name, thisCall);
    const auto found = self->data.values.find(name);
    return found == self->data.values.end() || !isSelector(selector)
        ? nullptr
        : found->second[static_cast<size_t>(selector)].data();
}

int32_t getNbShapeValues(Profile* self, const char* name)
{
    TWIN_METHOD(self, "VOptimizationProfile.getNbShapeValues");
    name = named(name, thisCall);
    const auto found = self->data.values.find(name);
    return found == self->data.values.end() ? -1 : static_cast<int32_t>(found->second[0].size());
}

bool setExtraMemoryTarget(Profile* self, float target)
{
    TWIN_METHOD(self, "VOptimizationProfile.setExtraMemoryTarget");
    self->extraMemory = target;
    return target >= 0 && target <= 1;
}

float getExtraMemoryTarget(Profile* self)
{
    TWIN_METHOD(self, "VOptimizationProfile.getExtraMemoryTarget");
    return self->extraMemory;
}

} // namespace

std::vector<Method> Profile::methods()
{
    return {
        method(slot::OptimizationProfileSetDimensions, setDimensions),
        method(slot::OptimizationProfileGetDimensions, getDimensions),
        method(slot::OptimizationProfileGetNbShapeValues, getNbShapeValues),
        method(slot::OptimizationProfileSetExtraMemoryTarget, setExtraMemoryTarget),
        method(slot::OptimizationProfileGetExtraMemoryTarget, getExtraMemoryTarget),
        method(slot::OptimizationProfileIsValid, isValid),
        method(slot::OptimizationProfileSetShapeValuesV2, setShapeValues),
        method(slot::OptimizationProfileGetShapeValuesV2, getShapeValues),
    };
}

} // namespace twin
