using TypedRtx.Generators.Analyzers.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers.Shapes;

/// <content>Inputs whose lengths follow, or decide a symbol, once others are known.</content>
internal sealed partial class SymbolSolver
{
    private void Settle(GivenInput given)
    {
        PlannedShape shape = ShapeOf(given);
        if (IsFlat(given, shape))
        {
            SettleFlat(given, shape);
            return;
        }

        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape.Dimensions[axis] is { Constant: < 0, Symbol: < 0 } dimension)
            {
                SettleAxis(given, dimension, axis, given.Shape.Lengths!.Value[axis]);
            }
        }
    }

    private void SettleAxis(GivenInput given, PlannedDimension dimension, int axis, long length)
    {
        int[] unknown = SymbolsOf(dimension, symbol => _values[symbol] < 0);
        if (length >= 0 && unknown.Length == 0)
        {
            long expected = dimension.Evaluate(_values);
            if (expected >= 0 && expected != length)
            {
                Report(ShapeTexts.Derived(_call.Model, given.Input, axis, length, expected, _states), given.Source);
            }
        }
        else if (length >= 0 && dimension.TrySolve(_values, length, out int symbol, out long value))
        {
            if (value < 0)
            {
                Report(ShapeTexts.Unsolvable(_call.Model, given.Input, axis, length, symbol, _states), given.Source);
            }
            else
            {
                Bind(symbol, value, given, axis);
            }
        }

        // The runtime may be able to solve what we are not.
        int[] open = SymbolsOf(dimension, candidate => _states[candidate].IsOpen);
        if (open.Length == 1)
        {
            Decide(open[0]);
        }
    }

    private void SettleFlat(GivenInput given, PlannedShape shape)
    {
        long length = given.Shape.Lengths!.Value[0];
        long known = 1;
        List<int> unknownAxes = [];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            long dimension = shape.Dimensions[axis].Evaluate(_values);
            if (dimension < 0)
            {
                unknownAxes.Add(axis);
            }
            else
            {
                known = dimension != 0 && known > long.MaxValue / dimension ? long.MaxValue : known * dimension;
            }
        }

        if (length >= 0)
        {
            CheckFlat(given, shape, length, known, unknownAxes);
        }

        int[][] open =
        [
            .. unknownAxes.Select(axis => SymbolsOf(shape.Dimensions[axis], symbol => _states[symbol].IsOpen))
                .Where(symbols => symbols.Length > 0),
        ];
        if (open is [[var last]])
        {
            Decide(last);
        }
    }

    private void CheckFlat(GivenInput given, PlannedShape shape, long length, long known, List<int> unknownAxes)
    {
        bool fits = unknownAxes.Count == 0 ? known == length : known == 0 ? length == 0 : length % known == 0;
        if (!fits)
        {
            // Arithmetic that comes out as no length is another mistake than a wrong number of values.
            if (unknownAxes.All(axis => SymbolsOf(shape.Dimensions[axis], symbol => _values[symbol] < 0).Length > 0))
            {
                Report(ShapeTexts.Flat(_call.Model, given.Input, length, known, unknownAxes.Count == 0, _states), given.Source);
            }

            return;
        }

        if (known > 0
            && unknownAxes is [var axis]
            && shape.Dimensions[axis].TrySolve(_values, length / known, out int symbol, out long value))
        {
            if (value < 0)
            {
                Report(ShapeTexts.Unsolvable(_call.Model, given.Input, axis, length / known, symbol, _states), given.Source);
            }
            else
            {
                Bind(symbol, value, given, axis);
            }
        }
    }

    private int[] SymbolsOf(PlannedDimension dimension, Func<int, bool> where) =>
        [.. Enumerable.Range(0, _states.Length).Where(symbol => dimension.DependsOn(symbol) && where(symbol))];
}
