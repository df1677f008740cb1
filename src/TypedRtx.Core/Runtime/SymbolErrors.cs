using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>The errors of <see cref="SymbolBinder"/>, kept out of its hot path.</summary>
internal static class SymbolErrors
{
    /// <summary>Refuses lengths below 0.</summary>
    /// <param name="model">The model.</param>
    /// <param name="symbols">One value per free symbol.</param>
    public static void ThrowIfNegative(ModelDescriptor model, ReadOnlySpan<int> symbols)
    {
        for (int i = 0; i < symbols.Length; i++)
        {
            if (symbols[i] < 0)
            {
                ThrowNegative(model, i, symbols[i]);
            }
        }
    }

    [DoesNotReturn]
    public static void ThrowNegative(ModelDescriptor model, int symbol, int value) => throw Error(
        $"{model.Name}: {model.SymbolDisplay(symbol)} is {Text(value)}, but a dimension is 0 or more.",
        null,
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
        throw Error(
            $"{model.Name}: axis {Text(axis)} of input {model.Inputs[input].Display} makes {name} {Text(length)}, "
            + $"but {Describe(model, symbol, origin)} bound it to {Text(bound)}. {name} is one value across all inputs.",
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
    public static void ThrowUnsolvable(
        ModelDescriptor model,
        ModelInput input,
        int axis,
        long length,
        int symbol,
        ReadOnlySpan<int> scratch) => throw Error(
        $"{model.Name}: axis {Text(axis)} of input {input.Display} is {Text(length)}, but it must be "
        + $"{input.Shape!.Dimensions[axis]}, and no whole number {model.SymbolDisplay(symbol)} of 0 or more gives that"
        + $"{With(model, scratch)}.",
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
        ReadOnlySpan<int> scratch) => throw Error(
        $"{model.Name}: axis {Text(axis)} of input {input.Display} is {Text(length)}, but {input.Shape!.Dimensions[axis]} is "
        + $"{Text(expected)}{With(model, scratch)}.",
        input.Name,
        axis);

    [DoesNotReturn]
    public static void ThrowFlatLength(ModelDescriptor model, int input, int length, ReadOnlySpan<int> scratch)
    {
        ModelInput plan = model.Inputs[input];
        throw Error(
            $"{model.Name}: input {plan.Display} was given {Text(length)} values, but {Describe(plan)} holds "
            + $"{Product(plan.Shape!, scratch)}{With(model, scratch)}.",
            plan.Name);
    }

    [DoesNotReturn]
    public static void ThrowNotMultiple(
        ModelDescriptor model,
        ModelInput input,
        int length,
        long known,
        int symbol,
        ReadOnlySpan<int> scratch) => throw Error(
        $"{model.Name}: input {input.Display} was given {Text(length)} values, which is no multiple of {Text(known)}, so "
        + $"{model.SymbolDisplay(symbol)} does not come out whole: {Describe(input)}{With(model, scratch)}.",
        input.Name,
        symbol: model.Plan.Symbols[symbol].Name);

    [DoesNotReturn]
    public static void ThrowOpen(ModelDescriptor model, int input, int? flatLength, ReadOnlySpan<int> scratch)
    {
        ModelInput plan = model.Inputs[input];
        List<string> open = [];
        for (int i = 0; i < model.SymbolNames.Length; i++)
        {
            int symbol = i;
            if (scratch[i] < 0 && plan.Shape!.Dimensions.Any(dimension => dimension.DependsOn(symbol)))
            {
                open.Add(model.SymbolNames[i]);
            }
        }

        if (open.Count == 0)
        {
            throw Impossible(model, plan, scratch);
        }

        string given = flatLength is { } length ? $"{Text(length)} values without a shape" : "a shape";
        throw Error(
            $"{model.Name}: input {plan.Display} was given {given}, and {Describe(plan)} leaves {string.Join(", ", open)} open. "
            + $"Pass {string.Join(", ", open.Select(name => name + ": …"))} by name, or give a tensor that carries its shape.",
            plan.Name);
    }

    /// <summary>The error of an input whose symbols are known and give an axis no length.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The input.</param>
    /// <param name="symbols">The values of the symbols, and behind the key who bound them, where that is known.</param>
    public static TensorShapeException Impossible(ModelDescriptor model, ModelInput input, ReadOnlySpan<int> symbols) =>
        Impossible(model, $"input {input.Display}", input.Name, input.Shape!, symbols);

    /// <summary>The error of an output whose symbols are known and give an axis no length.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">The output.</param>
    /// <param name="symbols">The values of the symbols.</param>
    public static TensorShapeException ImpossibleOutput(ModelDescriptor model, ModelOutput output, ReadOnlySpan<int> symbols) =>
        Impossible(model, $"output '{output.Name}'", output.Name, output.Shape!, symbols);

    private static TensorShapeException Impossible(
        ModelDescriptor model,
        string display,
        string tensor,
        PlannedShape shape,
        ReadOnlySpan<int> symbols)
    {
        int axis = 0;
        while (axis < shape.Rank - 1 && shape.Dimensions[axis].Evaluate(symbols) is >= 0 and <= int.MaxValue)
        {
            axis++;
        }

        return Error(
            $"{model.Name}: axis {Text(axis)} of {display} must be {shape.Dimensions[axis]}, which is no length "
            + $"from 0 to {Text(int.MaxValue)}{With(model, symbols)}.",
            tensor,
            axis);
    }

    private static TensorShapeException Error(string message, string? tensor, int? axis = null, string? symbol = null) =>
        new(message, tensor, axis, symbol);

    private static string Describe(ModelInput input) =>
        $"{ElementTypes.NameOf(input.Element)}[{(input.Shape is null ? ".." : string.Join(", ", input.Shape.Dimensions))}]";

    private static string Describe(ModelDescriptor model, int symbol, int origin)
    {
        if (origin == SymbolOrigin.Argument)
        {
            return $"the argument {model.SymbolNames[symbol]}";
        }

        if (origin == SymbolOrigin.State)
        {
            return "the state";
        }

        (int input, int axis) = SymbolOrigin.Read(origin);
        return $"axis {Text(axis)} of input {model.Inputs[input].Display}";
    }

    private static string With(ModelDescriptor model, ReadOnlySpan<int> symbols)
    {
        List<string> values = [];
        for (int i = 0; i < model.SymbolNames.Length; i++)
        {
            if (symbols[i] >= 0)
            {
                string origin = symbols.Length > model.KeyLength ? $" from {Describe(model, i, symbols[model.KeyLength + i])}" : "";
                values.Add($"{model.SymbolNames[i]} = {Text(symbols[i])}{origin}");
            }
        }

        return values.Count == 0 ? "" : $" with {string.Join(", ", values)}";
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
