using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Hands generated text to the compiler.</summary>
internal static class SourceOutput
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void AddModel(SourceProductionContext output, ModelSpec model) =>
        Add(output, model.HintName, model.File, () => ModelEmitter.Emit(model));

    public static void AddBackends(SourceProductionContext output, BackendsSpec backends)
    {
        foreach (DiagnosticInfo info in backends.Diagnostics)
        {
            output.ReportDiagnostic(info.ToDiagnostic());
        }

        if (backends.RootNamespace.Length > 0 || backends.Types.Count > 0)
        {
            Add(output, BackendsEmitter.HintName, BackendsEmitter.HintName, () => BackendsEmitter.Emit(backends));
        }
    }

    private static void Add(SourceProductionContext output, string hintName, string subject, Func<string> emit)
    {
        try
        {
            output.AddSource(hintName, SourceText.From(emit(), Utf8));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary to the compiler: what escapes here would take every other model's class away.
            output.ReportDiagnostic(DiagnosticInfo
                .Create(Descriptors.InternalError, "", subject, $"{e.GetType().Name}: {e.Message}")
                .ToDiagnostic());
        }
    }
}
