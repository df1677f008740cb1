using TypedRtx.Generators.Planning;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes what the class tells the runtime about its model, and the public signature.</summary>
internal static class DescriptorEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        code.Line("private static readonly global::TypedRtx.Runtime.ModelDescriptor Descriptor = new(");
        code.Indented($"name: {Literal.Of(model.ClassName)},");
        code.Indented($"file: {Literal.Of(model.File)},");
        code.Indented($"path: {Literal.Of(model.ProgramPath)},");
        code.Indented($"delivery: global::TypedRtx.Runtime.ModelDelivery.{model.Delivery},");
        code.Indented($"assembly: typeof({Names.Class(model)}).Assembly,");

        string quotes = Literal.RawQuotes(model.Signature);
        code.Indented($"signature: {quotes}");

        // The text ends with a newline; the one before the closing quotes is not part of a raw literal.
        code.RawLines($"{model.Signature}\n{quotes},", deeper: 2);
        AddNames(code, "inputs", model.InputNames, "],");
        AddNames(code, "outputs", model.OutputNames, "],");
        bool hasProfiles = model.Profiles.Count > 0;
        AddNames(code, "symbols", model.Symbols.Select(symbol => symbol.Parameter).ToEquatableArray(), hasProfiles ? "]," : "]);");
        if (hasProfiles)
        {
            code.IndentedList("profiles: [", [.. model.Profiles.Select(profile => $"Profiles.{ProfilesEmitter.Member(profile)}")], "]);");
        }

        if (model.CanRun)
        {
            code.Separate();
            code.Line($"private {Names.Class(model)}(global::TypedRtx.Runtime.LoadedModel model)");
            code.Indented(": base(model)");
            code.OpenBlock().Dispose();
        }

        code.Separate();
        Docs.Summary(code, "The signature that this class was compiled for.");
        code.Line("public static global::TypedRtx.Signatures.ModelSignature Signature => Descriptor.Signature;");
    }

    private static void AddNames(CodeWriter code, string name, EquatableArray<string> values, string end) =>
        code.IndentedList($"{name}: [", [.. values.Select(Literal.Of)], end);
}
