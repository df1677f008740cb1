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

    public static void Report(SourceProductionContext output, DiagnosticInfo info) =>
        output.ReportDiagnostic(info.ToDiagnostic());

    public static void AddModel(SourceProductionContext output, ModelSpec model) =>
        Add(output, model.HintName, model.File, () => ModelEmitter.Emit(model));

    public static void AddBackends(SourceProductionContext output, BackendsSpec backends)
    {
        foreach (DiagnosticInfo info in backends.Diagnostics)
        {
            Report(output, info);
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
            string reason = $"{e.GetType().Name}: {e.Message}";
            Report(output, DiagnosticInfo.Create(Descriptors.InternalError, "", subject, reason));
        }
    }
}
