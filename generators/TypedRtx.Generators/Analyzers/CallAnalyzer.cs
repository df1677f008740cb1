using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedRtx.Generators.Analyzers.Reading;

namespace TypedRtx.Generators.Analyzers;

/// <summary>Looks at every call of a compilation that has models. Generated code is not looked at, only what it declares.</summary>
public abstract class CallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } types)
            {
                start.RegisterOperationAction(CheckOf(types), OperationKind.Invocation);
            }
        });
    }

    /// <summary>What is done with each call of one compilation.</summary>
    private protected abstract Action<OperationAnalysisContext> CheckOf(KnownTypes types);
}
