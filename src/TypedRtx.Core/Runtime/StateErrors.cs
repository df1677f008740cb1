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
}
