using TypedRtx.Generators.Planning;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the step of a state.</summary>
internal static class StepEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model, StateSpec state)
    {
        // What a step takes: a run without the state, where what can be filled may be left out.
        ModelSpec step = model with
        {
            Inputs = state.Inputs.Concat(state.Filled).ToEquatableArray(),
            Symbols = state.StepSymbols.Select(symbol => model.Symbols[symbol]).ToEquatableArray(),
        };
        LocalNames locals = LocalNames.Of(step);
        code.Separate();
        Docs.Summary(code, "Runs the model once and makes what it gave the state.");
        code.Line("/// <remarks>When it fails, the state is as it was before.</remarks>");
        RunEmitter.AddParameterDocs(code, step);
        Docs.Parameter(code, "cancellationToken", "Stops the step.");
        Docs.Returns(code, "This state, with the outputs of the step.");
        RunEmitter.AddExceptions(code);
        if (state.Grows)
        {
            Docs.Exception(code, "TypedRtx.StateCapacityException", "The state has no room for the step.");
        }

        code.List(
            "public State Step(",
            [
                .. RunParameters.Declare(step, input => $"scoped {Names.Borrowed(input)}", "default"),
                $"{Names.CancellationToken} cancellationToken = default",
            ],
            ")",
            breakAlways: step.Inputs.Count > 0);
        using (code.OpenBlock())
        {
            AddSymbols(code, model, state, locals);
            code.Separate();
            code.Line($"Begin({locals.Symbols}.Resolve());");
            foreach (TensorSpec input in step.Inputs)
            {
                RunSteps.AddSet(code, input, "");
            }

            code.Line("Complete(cancellationToken);");
            code.Line("return this;");
        }
    }

    private static void AddSymbols(CodeWriter code, ModelSpec model, StateSpec state, LocalNames locals)
    {
        code.Line($"{RunSteps.Binder} {locals.Symbols} = new(Descriptor, {RunSteps.Scratch});");
        code.Line($"Bind(ref {locals.Symbols});");
        foreach (int symbol in state.StepSymbols)
        {
            RunSteps.AddGiven(code, model, symbol, locals);
        }

        foreach (TensorSpec input in state.Inputs.Where(input => !input.IsValue))
        {
            RunSteps.AddRead(code, input, locals, "Read");
        }

        foreach (TensorSpec input in state.Filled)
        {
            RunSteps.AddRead(code, input, locals, "ReadFilled");
        }
    }
}
