using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the state: memory that goes from one step of the model to the next.</summary>
internal static class StateEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        if (model.State is not { } state)
        {
            return;
        }

        AddNewState(code, model, state);
        code.Separate();
        AddSummary(code, state);
        code.Line(GeneratedCode.Attribute);
        using (code.OpenBlock("public sealed class State : global::TypedRtx.ModelState"))
        {
            AddConstructors(code, model);
            foreach (TensorSpec output in state.Outputs)
            {
                AddOutput(code, output);
            }

            StepEmitter.Emit(code, model, state);
            RestoreEmitter.Emit(code, model, state);
            if (state.CanRewind)
            {
                AddRewind(code);
            }

            AddFork(code);
        }
    }

    private static void AddNewState(CodeWriter code, ModelSpec model, StateSpec state)
    {
        SymbolSpec[] symbols = [.. state.FixedSymbols.Select(symbol => model.Symbols[symbol])];
        code.Separate();
        Docs.Summary(code, "Makes a state that holds nothing yet.");
        foreach (SymbolSpec symbol in symbols)
        {
            Docs.Parameter(code, symbol.Parameter, Docs.Symbol(symbol) + ". It stays the same in all steps.");
        }

        if (state.Grows)
        {
            Docs.Parameter(code, "capacity", "The most positions that it will hold, 1 or more. Memory for all of them is taken now.");
        }

        Docs.Returns(code, "The state. It belongs to one thread at a time.");
        Docs.Exception(code, "TypedRtx.TensorShapeException", "A length is negative or does not fit the model.");
        Docs.Exception(code, "TypedRtx.InferenceException", "There is not enough memory.");
        Docs.Exception(code, "System.ObjectDisposedException", "The model was disposed.");
        string[] parameters = [.. symbols.Select(symbol => $"int {Names.Parameter(symbol)}"), .. state.Grows ? new[] { "int capacity" } : []];
        IEnumerable<string> lengths = Enumerable.Range(0, model.Symbols.Count)
            .Select(symbol => state.FixedSymbols.Contains(symbol) ? Names.Parameter(model.Symbols[symbol]) : "-1");
        code.Arrow(
            $"public State NewState({string.Join(", ", parameters)})",
            $"new(this, {(state.Grows ? "capacity" : "0")}, [{string.Join(", ", lengths)}])");
    }

    private static void AddSummary(CodeWriter code, StateSpec state)
    {
        Docs.Summary(code, "What the model hands from one step to the next. It belongs to one thread at a time.");
        code.Line("/// <remarks>");
        code.Line("/// <list type=\"bullet\">");
        foreach (StateLink link in state.Pairs)
        {
            code.Line($"/// <item><description>Input {XmlText.Code(link.Input)} is what output {XmlText.Code(link.Output)} was in the step before.</description></item>");
        }

        foreach (TensorSpec input in state.Filled)
        {
            code.Line($"/// <item><description>Input {XmlText.Code(input.Name)} follows from the length, unless it is given.</description></item>");
        }

        code.Line("/// </list>");
        code.Line("/// </remarks>");
    }

    private static void AddConstructors(CodeWriter code, ModelSpec model)
    {
        code.Line($"internal State({Names.Class(model)} model, int capacity, scoped global::System.ReadOnlySpan<int> lengths)");
        code.Indented(": base(model, capacity, lengths)");
        code.OpenBlock().Dispose();
        code.Separate();
        code.Line("private State(State source)");
        code.Indented(": base(source)");
        code.OpenBlock().Dispose();
    }

    private static void AddOutput(CodeWriter code, TensorSpec output)
    {
        code.Separate();
        Docs.Summary(code, Docs.Tensor(output, "Output"));
        code.Line("/// <value>That of the last step, in place; the next step writes over it.</value>");
        Docs.Exception(code, "System.InvalidOperationException", "There was no step yet.");
        code.Line(Names.Attribute(output));
        code.Line($"public {BindingEmitter.OutputType(output)} {Names.Member(output)} => {BindingEmitter.OutputValue(output)};");
    }

    private static void AddRewind(CodeWriter code)
    {
        code.Separate();
        Docs.Summary(code, "Forgets all positions but the first.");
        Docs.Parameter(code, "length", "How many to keep, from 0 to the length of the state.");
        Docs.Exception(code, "System.ArgumentOutOfRangeException", "The state holds fewer, or it is negative.");
        code.Line("/// <remarks>Models put what is new behind what was there; what a model puts in front of it cannot be taken back.</remarks>");
        code.Line("public void Rewind(int length) => RewindTo(length);");
    }

    private static void AddFork(CodeWriter code)
    {
        code.Separate();
        Docs.Summary(code, "Copies the state, so that two continuations can go on from here.");
        Docs.Returns(code, "A state of its own, with the same capacity.");
        code.Line("public State Fork() => new(this);");
    }
}
