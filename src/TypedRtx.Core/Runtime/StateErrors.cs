using System.Diagnostics.CodeAnalysis;

namespace TypedRtx.Runtime;

/// <summary>The errors of steps.</summary>
internal static class StateErrors
{
    [DoesNotReturn]
    public static void ThrowOpen(ModelDescriptor model, int symbol)
    {
        string name = model.SymbolNames[symbol];
        throw new TensorShapeException(
            $"{model.Name}: no input of the step tells {model.SymbolDisplay(symbol)}. Pass {name}: … by name.",
            null,
            null,
            model.Plan.Symbols[symbol].Name);
    }

    [DoesNotReturn]
    public static void ThrowUneven(ModelDescriptor model, int first, int length, int symbol, int other) =>
        throw new TensorShapeException(
            $"{model.Name}: {model.SymbolDisplay(first)} is {length} and {model.SymbolDisplay(symbol)} is {other}, but all parts "
            + "of a state have one length. Give tensors of one run.",
            null,
            null,
            model.Plan.Symbols[symbol].Name);
}
