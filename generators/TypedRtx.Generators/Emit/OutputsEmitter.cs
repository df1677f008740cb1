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
                string type = output.IsScalar ? Names.Element(output) : Names.View(output);
                string read = Names.Packed(output) + (output.IsScalar ? "Scalar" : "View");
                string index = RunSteps.Number(output.Index);
                code.Line($"public {type} {Names.Member(output)} => _lease.{read}<{Names.Element(output)}>({index});");
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
                    string packed = Names.Packed(output);
                    string read = output.IsScalar ? packed + "Scalar" : $"To{packed}Tensor";
                    string index = RunSteps.Number(output.Index);
                    code.Line($"{Names.Member(output)} = lease.{read}<{Names.Element(output)}>({index});");
                }
            }

            foreach (TensorSpec output in model.Outputs)
            {
                code.Separate();
                Docs.Summary(code, Docs.Tensor(output, "Output"));
                code.Line(Names.Attribute(output));
                string type = output.IsScalar ? Names.Element(output) : Names.Tensor(output);
                code.Line($"public {type} {Names.Member(output)} {{ get; }}");
            }
        }
    }
}
