using System.Globalization;
using TypedRtx.Generators.Analyzers.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers.Shapes;

/// <summary>What is said about shapes, in the words of the runtime's own errors.</summary>
internal static class ShapeTexts
{
    public static string Negative(ModelSymbol symbol, int value) =>
        $"{Name(symbol)} is {Number(value)}, but a dimension is 0 or more";

    public static string Rank(ModelShapeInput input, EquatableArray<int> lengths)
    {
        string shape = string.Join(", ", lengths.Select(length => length < 0 ? "?" : Number(length)));
        return $"input {input.Display} is given the shape [{shape}], rank {Number(lengths.Count)}, but the model needs rank "
            + $"{Number(input.Shape!.Rank)}: {input.Type}";
    }

    public static string Fixed(ModelShapeInput input, int axis, int length) =>
        $"axis {Number(axis)} of input {input.Display} is {Number(length)}, but the model fixes it at "
        + $"{Number(input.Shape!.Dimensions[axis].Constant)}: {input.Type}";

    public static string Contradiction(
        ModelShapes model, int input, int axis, int symbol, long length, SymbolState state)
    {
        string name = Name(model.Symbols[symbol]);
        return $"axis {Number(axis)} of input {model.Inputs[input].Display} makes {name} {Number(length)}, but "
            + $"{state.Origin} makes it {Number(state.Value)}, and {name} is one value across all inputs";
    }

    public static string Derived(
        ModelShapes model, int input, int axis, long length, long expected, IReadOnlyList<SymbolState> states) =>
        $"axis {Number(axis)} of input {model.Inputs[input].Display} is {Number(length)}, but "
        + $"{model.Inputs[input].Shape!.Dimensions[axis]} is {Number(expected)}{With(model, input, states)}";

    public static string Unsolvable(
        ModelShapes model, int input, int axis, long length, int symbol, IReadOnlyList<SymbolState> states) =>
        $"axis {Number(axis)} of input {model.Inputs[input].Display} is {Number(length)}, but it must be "
        + $"{model.Inputs[input].Shape!.Dimensions[axis]}, and no whole number {Name(model.Symbols[symbol])} of 0 or more gives "
        + $"that{With(model, input, states)}";

    public static string Flat(
        ModelShapes model, int input, long length, long known, bool isComplete, IReadOnlyList<SymbolState> states)
    {
        string expected = isComplete ? $"holds {Number(known)}" : $"holds a multiple of {Number(known)}";
        return $"input {model.Inputs[input].Display} is given {Number(length)} values, but {model.Inputs[input].Type} {expected}"
            + With(model, input, states);
    }

    public static string Open(ModelShapes model, GivenInput given, IReadOnlyList<int> open)
    {
        string values = given.Shape.Lengths!.Value[0] is >= 0 and var length ? $"{Number(length)} values" : "values";
        string names = string.Join(", ", open.Select(symbol => Name(model.Symbols[symbol])));
        return $"input {model.Inputs[given.Input].Display} is given {values} without a shape, and "
            + $"{model.Inputs[given.Input].Type} leaves {names} open";
    }

    /// <summary>The parameter, and the ONNX symbol where it is spelled otherwise.</summary>
    public static string Name(ModelSymbol symbol) =>
        symbol.Name == symbol.Parameter ? symbol.Parameter : $"{symbol.Parameter} ('{symbol.Name}')";

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string With(ModelShapes model, int input, IReadOnlyList<SymbolState> states)
    {
        string[] values =
        [
            .. Enumerable.Range(0, states.Count)
                .Where(symbol => states[symbol].Value >= 0)
                .Where(symbol => model.Inputs[input].Shape!.Dimensions.Any(dimension => dimension.DependsOn(symbol)))
                .Select(symbol =>
                    $"{model.Symbols[symbol].Parameter} = {Number(states[symbol].Value)} from {states[symbol].Origin}"),
        ];
        return values.Length == 0 ? "" : $" with {string.Join(", ", values)}";
    }
}
