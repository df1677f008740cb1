using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes how a state begins with what is given.</summary>
internal static class RestoreEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model, StateSpec state)
    {
        // A run that takes nothing but the state.
        ModelSpec held = model with { Inputs = state.Held, Symbols = [] };
        LocalNames locals = LocalNames.Of(held);
        code.Separate();
        Docs.Summary(code, "Makes the state what the given tensors hold, for example the outputs of a run.");
        RunEmitter.AddParameterDocs(code, held);
        Docs.Exception(code, "TypedRtx.TensorShapeException", "Shapes do not fit the state or each other.");
        if (state.Grows)
        {
            Docs.Exception(code, "TypedRtx.StateCapacityException", "They are longer than the state has room for.");
        }

        code.List(
            "public void Restore(",
            [.. RunParameters.Declare(held, input => $"scoped {Names.Borrowed(input)}", "default")],
            ")",
            breakAlways: true);
        using (code.OpenBlock())
        {
            code.Line($"{RunSteps.Binder} {locals.Symbols} = new(Descriptor, {RunSteps.Scratch});");
            code.Line($"BindFixed(ref {locals.Symbols});");
            foreach (TensorSpec input in state.Held)
            {
                RunSteps.AddRead(code, input, locals, "Read");
            }

            code.Separate();
            code.Line($"Hold({locals.Symbols}.Resolve());");
            foreach (TensorSpec input in state.Held)
            {
                code.Line($"Put{(input.IsScalar ? "Scalar" : "")}({Names.Index(input)}, {Names.Parameter(input)});");
            }
        }
    }
}
