using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>The errors of <see cref="SymbolBinder"/>, kept out of its hot path.</summary>
internal static class SymbolErrors
{
    [DoesNotReturn]
    public static void ThrowNegative(ModelDescriptor model, int symbol, int value) => throw Error(
        $"{model.Name}: {model.SymbolDisplay(symbol)} is {Text(value)}, but a dimension is 0 or more.",
        "",
        symbol: model.Plan.Symbols[symbol].Name);

    [DoesNotReturn]
    public static void ThrowMissing(ModelDescriptor model, ModelInput input) => throw Error(
        $"{model.Name}: input {input.Display} was not given. The model needs {Describe(input)}.",
        input.Name);

    [DoesNotReturn]
    public static void ThrowRank(ModelDescriptor model, ModelInput input, in TensorShape shape) => throw Error(
        input.Shape is null
            ? $"{model.Name}: input {input.Display} has rank {Text(shape.Rank)}; at most {Text(ModelDescriptor.MaxOpenRank)} axes are supported."
            : $"{model.Name}: input {input.Display} has shape {shape}, rank {Text(shape.Rank)}, but the model needs rank {Text(input.Shape.Rank)}: {Describe(input)}.",
        input.Name);

    [DoesNotReturn]
    public static void ThrowFixed(ModelDescriptor model, ModelInput input, int axis, int length) => throw Error(
        $"{model.Name}: axis {Text(axis)} of input {input.Display} is {Text(length)}, but the model fixes it at "
        + $"{Text(input.Shape!.Dimensions[axis].Constant)}: {Describe(input)}.",
        input.Name,
        axis);

    [DoesNotReturn]
    public static void ThrowContradiction(
        ModelDescriptor model,
        int symbol,
        int bound,
        int origin,
        int input,
        int axis,
        long length)
    {
        string name = model.SymbolDisplay(symbol);
        string first = origin == SymbolOrigin.Argument
            ? $"the argument {model.SymbolNames[symbol]} is {Text(bound)}"
            : $"axis {Text(SymbolOrigin.Read(origin).Axis)} of input {model.Inputs[SymbolOrigin.Read(origin).Input].Display} bound it to {Text(bound)}";
        throw Error(
            $"{model.Name}: axis {Text(axis)} of input {model.Inputs[input].Display} makes {name} {Text(length)}, but {first}. "
            + $"{name} is one value across all inputs.",
            model.Inputs[input].Name,
            axis,
            model.Plan.Symbols[symbol].Name);
    }

    [DoesNotReturn]
    public static void ThrowTooLong(ModelDescriptor model, int input, int symbol, long length) => throw Error(
        $"{model.Name}: input {model.Inputs[input].Display} makes {model.SymbolDisplay(symbol)} {Text(length)}; "
        + $"at most {Text(int.MaxValue)} is supported.",
        model.Inputs[input].Name,
        symbol: model.Plan.Symbols[symbol].Name);

    [DoesNotReturn]
    public static void ThrowUnsolvable(ModelDescriptor model, ModelInput input, int axis, int length, int symbol) => throw Error(
        $"{model.Name}: axis {Text(axis)} of input {input.Display} is {Text(length)}, but it must be "
        + $"{input.Shape!.Dimensions[axis]}, and no whole number {model.SymbolDisplay(symbol)} of 0 or more gives that.",
        input.Name,
        axis,
        model.Plan.Symbols[symbol].Name);

    [DoesNotReturn]
    public static void ThrowDerived(
        ModelDescriptor model,
        ModelInput input,
        int axis,
        int length,
        long expected,
        ReadOnlySpan<int> symbols) => throw Error(
        $"{model.Name}: axis {Text(axis)} of input {input.Display} is {Text(length)}, but {input.Shape!.Dimensions[axis]} is "
        + $"{Text(expected)} with {Values(model, symbols)}.",
        input.Name,
        axis);

    [DoesNotReturn]
    public static void ThrowFlatLength(ModelDescriptor model, int input, int length, ReadOnlySpan<int> symbols)
    {
        ModelInput plan = model.Inputs[input];
        string with = Values(model, symbols);
        throw Error(
            $"{model.Name}: input {plan.Display} was given {Text(length)} values, but {Describe(plan)} holds {Product(plan.Shape!, symbols)}"
            + $"{(with.Length == 0 ? "" : $" with {with}")}.",
            plan.Name);
    }

    [DoesNotReturn]
    public static void ThrowNotMultiple(
        ModelDescriptor model,
        ModelInput input,
        int length,
        long known,
        int symbol,
        ReadOnlySpan<int> symbols)
    {
        string with = Values(model, symbols);
        throw Error(
            $"{model.Name}: input {input.Display} was given {Text(length)} values, which is no multiple of {Text(known)}, so "
            + $"{model.SymbolDisplay(symbol)} does not come out whole: {Describe(input)}{(with.Length == 0 ? "" : $" with {with}")}.",
            input.Name,
            symbol: model.Plan.Symbols[symbol].Name);
    }

    [DoesNotReturn]
    public static void ThrowOpen(ModelDescriptor model, int input, int? flatLength, ReadOnlySpan<int> symbols)
    {
        List<string> open = [];
        for (int i = 0; i < symbols.Length; i++)
        {
            if (symbols[i] < 0)
            {
                open.Add(model.SymbolNames[i]);
            }
        }

        ModelInput plan = model.Inputs[input];
        string given = flatLength is { } length ? $"{Text(length)} values without a shape" : "a shape";
        throw Error(
            $"{model.Name}: input {plan.Display} was given {given}, and {Describe(plan)} leaves {string.Join(", ", open)} open. "
            + $"Pass {string.Join(", ", open.Select(name => name + ": …"))} by name, or give a tensor that carries its shape.",
            plan.Name);
    }

    private static TensorShapeException Error(string message, string tensor, int? axis = null, string? symbol = null) =>
        new(message, tensor, axis, symbol);

    private static string Describe(ModelInput input) =>
        $"{ElementTypes.NameOf(input.Element)}[{(input.Shape is null ? ".." : string.Join(", ", input.Shape.Dimensions))}]";

    private static string Values(ModelDescriptor model, ReadOnlySpan<int> symbols)
    {
        List<string> values = [];
        for (int i = 0; i < symbols.Length; i++)
        {
            if (symbols[i] >= 0)
            {
                values.Add($"{model.SymbolNames[i]} = {Text(symbols[i])}");
            }
        }

        return string.Join(", ", values);
    }

    private static string Product(PlannedShape shape, ReadOnlySpan<int> symbols)
    {
        System.Numerics.BigInteger product = 1;
        foreach (PlannedDimension dimension in shape.Dimensions)
        {
            product *= dimension.Evaluate(symbols);
        }

        return product.ToString(CultureInfo.InvariantCulture);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
