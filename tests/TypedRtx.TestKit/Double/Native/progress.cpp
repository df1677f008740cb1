#include "callbacks.h"
#include "network.h"

namespace twin
{
namespace
{

class Phase
{
public:
    Phase(void* monitor, const char* name, const char* parent, int32_t steps)
        : _monitor(monitor)
        , _name(name)
    {
        phaseStart(monitor, name, parent, steps);
    }

    ~Phase()
    {
        if (!_finished)
        {
            phaseFinish(_monitor, _name);
        }
    }

    Phase(const Phase&) = delete;
    Phase& operator=(const Phase&) = delete;

    bool step() { return stepComplete(_monitor, _name, _step++); }

    bool steps(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!step())
            {
                return false;
            }
        }

        return true;
    }

    void finish()
    {
        phaseFinish(_monitor, _name);
        _finished = true;
    }

private:
    void* _monitor;
    const char* _name;
    int32_t _step = 0;
    bool _finished = false;
};

} // namespace

// The tree and the oddities of the real library: phases that end before their steps, and steps after a sibling's end.
bool showProgress(void* monitor, size_t nodes)
{
    Phase whole(monitor, "Building engine", nullptr, 6);
    {
        Phase cloning(monitor, "Cloning network graph", "Building engine", 7);
        if (!cloning.steps(4))
        {
            return false;
        }
    }

    if (!whole.step())
    {
        return false;
    }

    Phase preparing(monitor, "Preparing graph for optimization", "Building engine", 4);
    if (!preparing.steps(2))
    {
        return false;
    }

    {
        Phase subgraph(monitor, "Building engine from subgraph", "Building engine", 1);
        {
            Phase optimizing(monitor, "Optimizing graph", "Building engine from subgraph", 30);
            if (!optimizing.steps(30))
            {
                return false;
            }
        }

        Phase costs(monitor, "Computing profile costs", "Building engine from subgraph", 5);
        {
            Phase timing(monitor, "Timing tactics", "Computing profile costs", static_cast<int32_t>(nodes) + 1);
            if (!timing.steps(static_cast<int>(nodes)))
            {
                return false;
            }
        }

        if (!costs.steps(5) || !subgraph.step())
        {
            return false;
        }
    }

    preparing.finish();
    Phase refit(monitor, "Determining refit engines", "Building engine", 1);
    return whole.steps(3) && refit.step();
}

} // namespace twin
