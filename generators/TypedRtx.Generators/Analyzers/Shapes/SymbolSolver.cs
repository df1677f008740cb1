using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Analyzers.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers.Shapes;

/// <summary>
/// Follows the binder of the runtime (<c>SymbolBinder</c>) as far as a call's text goes. A value that it gives a symbol is
/// the one that every run has that does not throw; a symbol that it leaves open, the runtime leaves open.
/// </summary>
internal sealed partial class SymbolSolver
{
    private readonly ModelCall _call;
    private readonly SymbolState[] _states;
    private readonly int[] _values;
    private readonly List<GivenInput> _waiting = [];

    private SymbolSolver(ModelCall call)
    {
        _call = call;
        _states = [.. call.Model.Symbols.Select(_ => SymbolState.Open)];
        _values = [.. call.Model.Symbols.Select(_ => -1)];
    }

    /// <summary>The first contradiction; null where the lengths may fit.</summary>
    public ShapeProblem? Problem { get; private set; }

    /// <summary>What is known of each symbol.</summary>
    public IReadOnlyList<SymbolState> States => _states;

    public static SymbolSolver Solve(ModelCall call)
    {
        SymbolSolver solver = new(call);
        foreach (GivenSymbol given in call.Symbols)
        {
            solver.Give(given);
        }

        foreach (GivenInput given in call.Inputs)
        {
            solver.Read(given);
        }

        bool progress = true;
        while (progress && solver.Problem is null)
        {
            SymbolState[] before = [.. solver._states];
            foreach (GivenInput given in solver._waiting)
            {
                solver.Settle(given);
            }

            progress = !before.SequenceEqual(solver._states);
        }

        return solver;
    }

    /// <summary>The flat inputs that a run refuses, with the symbols that stay open in each.</summary>
    public IEnumerable<(GivenInput Input, IReadOnlyList<int> Symbols)> OpenInputs() =>
        from given in _waiting
        let shape = ShapeOf(given)
        where IsFlat(given, shape)
        let open = Enumerable.Range(0, _states.Length)
            .Where(symbol => _states[symbol].IsOpen && shape.Dimensions.Any(dimension => dimension.DependsOn(symbol)))
            .ToArray()
        where open.Length > 0
        select (given, (IReadOnlyList<int>)open);

    private PlannedShape ShapeOf(GivenInput given) => _call.Model.Inputs[given.Input].Shape!;

    private static bool IsFlat(GivenInput given, PlannedShape shape) => given.Shape.Lengths?.Count == 1 && shape.Rank != 1;

    private void Give(GivenSymbol given)
    {
        ModelSymbol symbol = _call.Model.Symbols[given.Symbol];
        if (given.Value is not { } value)
        {
            _states[given.Symbol] = SymbolState.Decided;
        }
        else if (value < 0)
        {
            Report(ShapeTexts.Negative(symbol, value), given.Source);
        }
        else
        {
            _states[given.Symbol] = new SymbolState(false, value, $"the argument {symbol.Parameter}", given.Source);
            _values[given.Symbol] = value;
        }
    }

    private void Read(GivenInput given)
    {
        ModelShapeInput input = _call.Model.Inputs[given.Input];
        if (input.Shape is not { } shape || given.Shape.Certainty == SourceCertainty.Absent)
        {
            return;
        }

        // A required input that is null throws whatever its lengths would have been; an optional one is left out then.
        if (given.Shape.Lengths is not { } lengths || (input.IsOptional && given.Shape.Certainty != SourceCertainty.Present))
        {
            DecideAll(shape);
        }
        else if (lengths.Count == shape.Rank)
        {
            ReadAxes(given, input, lengths);
            _waiting.Add(given);
        }
        else if (lengths.Count == 1)
        {
            _waiting.Add(given);
        }
        else
        {
            Report(ShapeTexts.Rank(input, lengths), given.Source);
        }
    }

    private void ReadAxes(GivenInput given, ModelShapeInput input, EquatableArray<int> lengths)
    {
        for (int axis = 0; axis < lengths.Count; axis++)
        {
            PlannedDimension dimension = input.Shape!.Dimensions[axis];
            if (dimension.Symbol >= 0)
            {
                Bind(dimension.Symbol, lengths[axis], given, axis);
            }
            else if (dimension.Constant >= 0 && lengths[axis] >= 0 && dimension.Constant != lengths[axis])
            {
                Report(ShapeTexts.Fixed(input, axis, lengths[axis]), given.Source);
            }
        }
    }

    private void DecideAll(PlannedShape shape)
    {
        for (int symbol = 0; symbol < _states.Length; symbol++)
        {
            if (shape.Dimensions.Any(dimension => dimension.DependsOn(symbol)))
            {
                Decide(symbol);
            }
        }
    }

    private void Decide(int symbol) => _states[symbol] = _states[symbol].IsOpen ? SymbolState.Decided : _states[symbol];

    private void Bind(int symbol, long length, GivenInput given, int axis)
    {
        if (length is < 0 or > int.MaxValue)
        {
            Decide(symbol);
        }
        else if (_values[symbol] < 0)
        {
            string origin = $"axis {ShapeTexts.Number(axis)} of input {_call.Model.Inputs[given.Input].Display}";
            _states[symbol] = new SymbolState(false, (int)length, origin, given.Source);
            _values[symbol] = (int)length;
        }
        else if (_values[symbol] != length)
        {
            string text = ShapeTexts.Contradiction(_call.Model, given.Input, axis, symbol, length, _states[symbol]);
            Report(text, given.Source);
        }
    }

    private void Report(string text, IOperation source) => Problem ??= new ShapeProblem(text, source);
}
