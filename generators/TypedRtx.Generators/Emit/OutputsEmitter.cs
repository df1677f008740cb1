using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the objects of outputs, borrowed and owned.</summary>
internal static class OutputsEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        AddBorrowed(code, model);
        AddOwned(code, model);
    }

    private static void AddBorrowed(CodeWriter code, ModelSpec model)
    {
        code.Separate();
        Docs.Summary(code, "The outputs of a run, in place. Their memory serves other runs once they are disposed.");
        code.Line(GeneratedCode.Attribute);
        using (code.OpenBlock("public readonly ref struct Outputs"))
        {
            code.Line($"private readonly {Names.OutputLease} _lease;");
            code.Separate();
            code.Line($"internal Outputs({Names.OutputLease} lease) => _lease = lease;");
            foreach (TensorSpec output in model.Outputs)
            {
                code.Separate();
                Docs.Summary(code, Docs.Tensor(output, "Output"));
                Docs.Exception(code, "System.ObjectDisposedException", "The outputs were disposed.");
                code.Line(Names.Attribute(output));
                code.Line($"public {Borrowed(output)} {Names.Member(output)} => _lease.{Read(output, output.IsFamily ? "Family" : Names.Packed(output) + "View")};");
            }

            code.Separate();
            Docs.Summary(code, "Copies the outputs into memory of their own.");
            Docs.Returns(code, "The copies, which outlive this object.");
            Docs.Exception(code, "System.ObjectDisposedException", "The outputs were disposed.");
            code.Line("public OwnedOutputs ToOwned() => new(_lease);");
            code.Separate();
            Docs.Summary(code, "Gives the memory back for other runs. Disposing again, also a copy, does nothing.");
            code.Line("public void Dispose() => _lease.Dispose();");
        }
    }

    private static void AddOwned(CodeWriter code, ModelSpec model)
    {
        code.Separate();
        Docs.Summary(code, "The outputs of a run in memory of their own.");
        code.Line(GeneratedCode.Attribute);
        using (code.OpenBlock("public sealed class OwnedOutputs"))
        {
            using (code.OpenBlock($"internal OwnedOutputs({Names.OutputLease} lease)"))
            {
                foreach (TensorSpec output in model.Outputs)
                {
                    code.Line($"{Names.Member(output)} = lease.{Read(output, output.IsFamily ? "ToTensors" : $"To{Names.Packed(output)}Tensor")};");
                }
            }

            foreach (TensorSpec output in model.Outputs)
            {
                code.Separate();
                Docs.Summary(code, Docs.Tensor(output, "Output"));
                code.Line(Names.Attribute(output));
                code.Line($"public {Owned(output)} {Names.Member(output)} {{ get; }}");
            }
        }
    }

    private static string Borrowed(TensorSpec output) => output switch
    {
        { IsValue: true } => Values.Type(output),
        { IsScalar: true } => Names.Element(output),
        { IsFamily: true } => Names.Family(output),
        _ => Names.View(output),
    };

    private static string Owned(TensorSpec output) => output switch
    {
        { IsValue: true } => Values.Type(output),
        { IsScalar: true } => Names.Element(output),
        _ => Names.Owned(output),
    };

    private static string Read(TensorSpec output, string tensor)
    {
        string index = Names.Index(output);
        return output.IsValue
            ? $"Value({index}).{Values.Read(output)}"
            : $"{(output.IsScalar ? Names.Packed(output) + "Scalar" : tensor)}<{Names.Element(output)}>({index})";
    }
}
