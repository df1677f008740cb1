using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <content>Inputs that wait: their lengths follow, or solve a symbol, once others are known.</content>
public ref partial struct SymbolBinder
{
    private readonly bool TrySettleShaped(int input, ModelInput plan)
    {
        bool settled = true;
        for (int axis = 0; axis < plan.Shape!.Rank; axis++)
        {
            PlannedDimension dimension = plan.Shape.Dimensions[axis];
            int length = _scratch[plan.ScratchOffset + 1 + axis];
            if (dimension.Constant >= 0 || dimension.Symbol >= 0)
            {
                continue;
            }

            if (dimension.TrySolve(Symbols, length, out int symbol, out long value))
            {
                if (value < 0)
                {
                    SymbolErrors.ThrowUnsolvable(_model, plan, axis, length, symbol);
                }

                Bind(symbol, value, input, axis);
            }

            long expected = dimension.Evaluate(Symbols);
            settled &= expected >= 0;
            if (expected >= 0 && expected != length)
            {
                SymbolErrors.ThrowDerived(_model, plan, axis, length, expected, Symbols);
            }
        }

        return settled;
    }

    private readonly bool TrySettleFlat(int input, ModelInput plan)
    {
        int length = _scratch[plan.ScratchOffset + 1];
        long known = 1;
        int openAxis = -1;
        for (int axis = 0; axis < plan.Shape!.Rank; axis++)
        {
            long dimension = plan.Shape.Dimensions[axis].Evaluate(Symbols);
            if (dimension >= 0)
            {
                known = dimension != 0 && known > long.MaxValue / dimension ? long.MaxValue : known * dimension;
            }
            else if (openAxis >= 0)
            {
                return false;
            }
            else
            {
                openAxis = axis;
            }
        }

        if (openAxis < 0)
        {
            if (known != length)
            {
                SymbolErrors.ThrowFlatLength(_model, input, length, Symbols);
            }

            return true;
        }

        if (known == 0)
        {
            return false;
        }

        PlannedDimension open = plan.Shape.Dimensions[openAxis];
        if (!open.TrySolve(Symbols, length / known, out int symbol, out long value))
        {
            return false;
        }

        if (length % known != 0 || value < 0)
        {
            SymbolErrors.ThrowNotMultiple(_model, plan, length, known, symbol, Symbols);
        }

        Bind(symbol, value, input, openAxis);
        return true;
    }

    private readonly void ThrowOpen()
    {
        for (int input = 0; input < _model.Inputs.Length; input++)
        {
            int state = _scratch[_model.Inputs[input].ScratchOffset];
            if (state is WaitingFlat or WaitingShaped or Unread)
            {
                SymbolErrors.ThrowOpen(_model, input, state == WaitingFlat ? _scratch[_model.Inputs[input].ScratchOffset + 1] : null, Symbols);
            }
        }
    }
}
