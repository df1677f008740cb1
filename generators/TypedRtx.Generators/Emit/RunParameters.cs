using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>What every form of run takes, in one order: required inputs, symbols, optional inputs.</summary>
internal static class RunParameters
{
    /// <summary>One text per parameter, in order.</summary>
    public static IEnumerable<string> List(
        ModelSpec model,
        Func<TensorSpec, string> input,
        Func<SymbolSpec, string> symbol) =>
        model.RequiredInputs.Select(input)
            .Concat(model.Symbols.Select(symbol))
            .Concat(model.OptionalInputs.Select(input));

    /// <summary>Public parameters: the attribute that names the ONNX tensor, the type, and a default for what may be left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tensor">The type of an input that is neither scalar nor value.</param>
    /// <param name="absentTensor">The default of such an input where it is optional.</param>
    public static IEnumerable<string> Declare(ModelSpec model, Func<TensorSpec, string> tensor, string absentTensor) => List(
        model,
        input => $"{Names.Attribute(input)} {TypeOf(input, tensor)} {Names.Parameter(input)}{DefaultOf(input, absentTensor)}",
        symbol => $"int? {Names.Parameter(symbol)} = null");

    /// <summary>The type of an input in a run.</summary>
    public static string TypeOf(TensorSpec input, Func<TensorSpec, string> tensor) => input switch
    {
        { IsValue: true } => Values.Type(input),
        { IsScalar: false } => tensor(input),
        { IsOptional: true } => Names.Element(input) + "?",
        _ => Names.Element(input),
    };

    private static string DefaultOf(TensorSpec input, string absentTensor) => input switch
    {
        { IsOptional: false } => "",
        { IsValue: false, IsScalar: false } => $" = {absentTensor}",
        _ => " = null",
    };
}
