using System.Reflection;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>Calls a generated class with tensors of any type, in signature order; null for what is absent or not offered.</summary>
internal sealed class ModelDriver
{
    private readonly Type? _type;
    private readonly DriverSource _source;

    public ModelDriver(CompiledModel assembly, DriverSource source)
    {
        _source = source;
        _type = source.IsUsable ? assembly.Type(source.TypeName) : null;
    }

    /// <summary>Whether the class can be run, and not just asked for its signature.</summary>
    public bool IsUsable => _source.IsUsable;

    /// <summary>Loads a model file.</summary>
    public IDisposable Load(string path, ModelOptions? options = null) =>
        Method("Load").CreateDelegate<Func<string, ModelOptions?, IDisposable>>()(path, options);

    /// <summary>Runs a model of tensors through <c>Run</c>, borrowing.</summary>
    public TestTensor?[] Run(IDisposable model, TestTensor?[] inputs) => Tensors(RunValues(model, inputs));

    /// <summary>Runs a model of tensors through <c>RunAsync</c>.</summary>
    public async Task<TestTensor?[]> RunAsync(IDisposable model, TestTensor?[] inputs) =>
        Tensors(await RunValuesAsync(model, inputs).ConfigureAwait(false));

    /// <summary>Runs a model of tensors through <c>Bind</c>; null as <see cref="RunValuesBound"/> says.</summary>
    public TestTensor?[]? RunBound(IDisposable model, TestTensor?[] inputs) =>
        RunValuesBound(model, inputs) is { } outputs ? Tensors(outputs) : null;

    /// <summary>Runs through <c>Run</c>, borrowing.</summary>
    public TestValue?[] RunValues(IDisposable model, TestValue?[] inputs) =>
        Method("Run").CreateDelegate<Func<IDisposable, TestValue?[], TestValue?[]>>()(model, inputs);

    /// <summary>Runs through <c>RunAsync</c> with owned tensors.</summary>
    public Task<TestValue?[]> RunValuesAsync(IDisposable model, TestValue?[] inputs) =>
        Method("RunAsync").CreateDelegate<Func<IDisposable, TestValue?[], Task<TestValue?[]>>>()(model, inputs);

    /// <summary>Runs through <c>Bind</c>; null when the class has no binding or the tensors do not tell every symbol.</summary>
    public TestValue?[]? RunValuesBound(IDisposable model, TestValue?[] inputs)
    {
        int[] symbols = SymbolsOf(inputs);
        bool takesDefaults = _source.Signature.Inputs.Where((input, i) => input.IsOptional && inputs[i] is not null).Any();
        return !_source.HasBinding || takesDefaults || symbols.Contains(-1)
            ? null
            : Method("RunBound").CreateDelegate<Func<IDisposable, TestValue?[], int[], TestValue?[]>>()(model, inputs, symbols);
    }

    private static TestTensor?[] Tensors(TestValue?[] values) => [.. values.Cast<TestTensor?>()];

    private int[] SymbolsOf(TestValue?[] inputs)
    {
        ShapePlan plan = ShapePlan.From(_source.Signature);
        int[] symbols = new int[plan.Symbols.Count];
        Array.Fill(symbols, -1);
        for (int i = 0; i < inputs.Length; i++)
        {
            for (int axis = 0; axis < (plan.Inputs[i]?.Rank ?? 0) && inputs[i] is TestTensor; axis++)
            {
                int symbol = plan.Inputs[i]!.Dimensions[axis].Symbol;
                if (symbol >= 0)
                {
                    symbols[symbol] = (int)((TestTensor)inputs[i]!).Dimensions[axis];
                }
            }
        }

        return symbols;
    }

    private MethodInfo Method(string name) => _type?.GetMethod(name) ?? throw new InvalidOperationException($"{_source.TypeName} has no {name}.");
}
