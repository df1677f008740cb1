using System.Globalization;
using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the steps that all runs share: settle the symbols, then set the inputs.</summary>
internal static class RunSteps
{
    /// <summary>From the shapes of the inputs to a run whose inputs are set.</summary>
    /// <param name="code">Where to write.</param>
    /// <param name="model">The model.</param>
    /// <param name="locals">The names of local variables.</param>
    /// <param name="begin">The method that begins the run.</param>
    public static void Emit(CodeWriter code, ModelSpec model, LocalNames locals, string begin)
    {
        const string scratch = "stackalloc int[Descriptor.ScratchLength]";
        code.Line($"global::TypedRtx.Runtime.SymbolBinder {locals.Symbols} = new(Descriptor, {scratch});");
        for (int i = 0; i < model.Symbols.Count; i++)
        {
            code.Line($"{locals.Symbols}.Given({Number(i)}, {Names.Parameter(model.Symbols[i])});");
        }

        foreach (TensorSpec input in model.Inputs.Where(input => !input.IsValue))
        {
            code.Line($"{locals.Symbols}.Read({Names.Index(input)}, {ShapeOf(input)});");
        }

        code.Separate();
        code.Line($"scoped global::TypedRtx.Runtime.RunScope {locals.Run} = {begin}({locals.Symbols}.Resolve());");
        foreach (TensorSpec input in model.Inputs)
        {
            AddSet(code, input, locals);
        }
    }

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string ShapeOf(TensorSpec input) => input switch
    {
        { IsFamily: true } => Names.Parameter(input),
        { IsScalar: false } => $"{Names.Parameter(input)}.Shape",
        { IsOptional: false } => $"{Names.TensorShape}.Scalar",
        _ => $"{Names.Parameter(input)} is null ? default : {Names.TensorShape}.Scalar",
    };

    private static void AddSet(CodeWriter code, TensorSpec input, LocalNames locals)
    {
        if (input.IsValue)
        {
            string value = Values.Write(Names.Parameter(input));
            code.Line($"{locals.Run}.SetValue({Number(input.Index)}, {value});");
            return;
        }

        string arguments = $"({Names.Index(input)}, {Names.Parameter(input)});";
        if (!input.IsScalar)
        {
            code.Line($"{locals.Run}.Set{arguments}");
        }
        else if (input.IsOptional && input.Element == Signatures.ElementType.String)
        {
            using (code.OpenBlock($"if ({Names.Parameter(input)} is not null)"))
            {
                code.Line($"{locals.Run}.SetScalar{arguments}");
            }
        }
        else
        {
            code.Line($"{locals.Run}.SetScalar{arguments}");
        }
    }
}
