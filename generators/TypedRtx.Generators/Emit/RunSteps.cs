using System.Globalization;
using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the steps that all runs share: settle the symbols, then set the inputs.</summary>
internal static class RunSteps
{
    /// <summary>The type that settles the symbols.</summary>
    public const string Binder = "global::TypedRtx.Runtime.SymbolBinder";

    /// <summary>The memory that it works on.</summary>
    public const string Scratch = "stackalloc int[Descriptor.ScratchLength]";

    /// <summary>From the shapes of the inputs to a run whose inputs are set.</summary>
    /// <param name="code">Where to write.</param>
    /// <param name="model">The model.</param>
    /// <param name="locals">The names of local variables.</param>
    /// <param name="begin">The method that begins the run.</param>
    public static void Emit(CodeWriter code, ModelSpec model, LocalNames locals, string begin)
    {
        code.Line($"{Binder} {locals.Symbols} = new(Descriptor, {Scratch});");
        for (int i = 0; i < model.Symbols.Count; i++)
        {
            AddGiven(code, model, i, locals);
        }

        foreach (TensorSpec input in model.Inputs.Where(input => !input.IsValue))
        {
            AddRead(code, input, locals, "Read");
        }

        code.Separate();
        code.Line($"scoped global::TypedRtx.Runtime.RunScope {locals.Run} = {begin}({locals.Symbols}.Resolve());");
        foreach (TensorSpec input in model.Inputs)
        {
            AddSet(code, input, locals.Run + ".");
        }
    }

    /// <summary>Gives the binder a symbol that the caller named.</summary>
    public static void AddGiven(CodeWriter code, ModelSpec model, int symbol, LocalNames locals) =>
        code.Line($"{locals.Symbols}.Given({Number(symbol)}, {Names.Parameter(model.Symbols[symbol])});");

    /// <summary>Gives the binder the shape of an input.</summary>
    public static void AddRead(CodeWriter code, TensorSpec input, LocalNames locals, string method) =>
        code.Line($"{locals.Symbols}.{method}({Names.Index(input)}, {ShapeOf(input)});");

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string ShapeOf(TensorSpec input) => input switch
    {
        { IsFamily: true } => Names.Parameter(input),
        { IsScalar: false } => $"{Names.Parameter(input)}.Shape",
        { IsOptional: false } => $"{Names.TensorShape}.Scalar",
        _ => $"{Names.Parameter(input)} is null ? default : {Names.TensorShape}.Scalar",
    };

    /// <summary>Sets an input.</summary>
    /// <param name="code">Where to write.</param>
    /// <param name="input">The input.</param>
    /// <param name="target">What has the method, with a dot; empty for the class itself.</param>
    public static void AddSet(CodeWriter code, TensorSpec input, string target)
    {
        if (input.IsValue)
        {
            string value = Values.Write(Names.Parameter(input));
            code.Line($"{target}SetValue({Number(input.Index)}, {value});");
            return;
        }

        string arguments = $"({Names.Index(input)}, {Names.Parameter(input)});";
        if (!input.IsScalar)
        {
            code.Line($"{target}Set{arguments}");
        }
        else if (input.IsOptional && input.Element == Signatures.ElementType.String)
        {
            using (code.OpenBlock($"if ({Names.Parameter(input)} is not null)"))
            {
                code.Line($"{target}SetScalar{arguments}");
            }
        }
        else
        {
            code.Line($"{target}SetScalar{arguments}");
        }
    }
}
