using System.Globalization;
using TypedRtx.Cli.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.Cli.Inspect;

/// <summary>Writes what a model says about itself and what follows from it.</summary>
internal static class ModelReport
{
    public static void Write(ModelFile model, Terminal terminal)
    {
        StatePlan state = StatePlan.From(model.Info.Signature, model.Plan);
        terminal.Line(model.Path);
        foreach (Section section in (Section[])
            [
                new("format", Format(model.Info)),
                new("inputs", [.. model.Info.Signature.Inputs.Select(Row)]),
                new("outputs", [.. model.Info.Signature.Outputs.Select(Row)]),
                new("symbols", [.. model.Plan.Symbols.Select(symbol => Row(model, symbol))]),
                new("follows", [.. model.Plan.Relations.Select(relation => (ProfileText.Name(relation.Symbol), $"= {relation.Value}"))]),
                new("inferred", [.. model.Info.Signature.Inferred.Select(Row)]),
                new("state", StateRows.Of(model, state)),
                new("weights in other files", [.. model.Info.ExternalDataFiles.Select(file => Row(model, file))]),
                new("metadata", [.. model.Info.Metadata.Select(entry => (OneLine(entry.Key), OneLine(entry.Value)))]),
                new("profile to begin with", Profile(model)),
            ])
        {
            section.Write(terminal);
        }
    }

    private static List<(string, string)> Format(OnnxModelInfo info)
    {
        List<(string, string)> rows = [("IR version", Number(info.IrVersion))];
        if (info.ProducerName.Length > 0)
        {
            rows.Add(("written by", OneLine(info.ProducerName)));
        }

        rows.AddRange(info.Signature.Opsets.Select(opset => (
            "operators", $"{(opset.Domain.Length == 0 ? "ai.onnx" : OneLine(opset.Domain))} {Number(opset.Version)}")));
        return rows;
    }

    private static (string, string) Row(ValueSignature value) =>
        (SignatureText.Quote(value.Name), value.IsOptional ? $"{value.Type}, optional" : value.Type.ToString()!);

    private static (string, string) Row(ModelFile model, PlannedSymbol symbol) =>
        (ProfileText.Name(symbol.Name), $"axis {Number(symbol.Axis)} of {SignatureText.Quote(model.Info.Signature.Inputs[symbol.Input].Name)}");

    private static (string, string) Row(InferredShape shape) =>
        (SignatureText.Quote(shape.Output), $"[{string.Join(", ", shape.Shape)}]");

    private static (string, string) Row(ModelFile model, ExternalDataFile file) => (
        SignatureText.Quote(file.Location),
        ExternalDataPlace.Check(model.Folder, file)?.Message ?? $"at least {ByteText.Of(file.Length)}, is there");

    private static List<(string, string)> Profile(ModelFile model) => model.Plan.Symbols.Count == 0
        ? []
        : [($"--profile \"main: {string.Join(", ", ProfileExample.Of(model))}\"", "")];

    private static string OneLine(string text)
    {
        const int longest = 100;
        string quoted = SignatureText.Quote(text)[1..^1];
        return quoted.Length <= longest ? quoted : $"{quoted[..longest]}… ({Number(text.Length)} characters)";
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
