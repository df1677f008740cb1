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
                    SymbolErrors.ThrowUnsolvable(_model, plan, axis, length, symbol, _scratch);
                }

                Bind(symbol, value, input, axis);
            }

            long expected = dimension.Evaluate(Symbols);
            settled &= expected >= 0;
            if (expected >= 0 && expected != length)
            {
                SymbolErrors.ThrowDerived(_model, plan, axis, length, expected, _scratch);
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
                SymbolErrors.ThrowFlatLength(_model, input, length, _scratch);
            }

            return true;
        }

        if (known == 0)
        {
            // Nothing fits any length of the open axis, and something none.
            if (length != 0)
            {
                SymbolErrors.ThrowFlatLength(_model, input, length, _scratch);
            }

            return false;
        }

        PlannedDimension open = plan.Shape.Dimensions[openAxis];
        if (!open.TrySolve(Symbols, length / known, out int symbol, out long value))
        {
            return false;
        }

        if (length % known != 0)
        {
            SymbolErrors.ThrowNotMultiple(_model, plan, length, known, symbol, _scratch);
        }

        if (value < 0)
        {
            SymbolErrors.ThrowUnsolvable(_model, plan, openAxis, length / known, symbol, _scratch);
        }

        Bind(symbol, value, input, openAxis);
        return true;
    }

    private readonly void ThrowOpen()
    {
        for (int input = 0; input < _model.Inputs.Length; input++)
        {
            int offset = _model.Inputs[input].ScratchOffset;
            if (_scratch[offset] is WaitingFlat or WaitingShaped)
            {
                SymbolErrors.ThrowOpen(_model, input, _scratch[offset] == WaitingFlat ? _scratch[offset + 1] : null, _scratch);
            }
        }
    }
}
