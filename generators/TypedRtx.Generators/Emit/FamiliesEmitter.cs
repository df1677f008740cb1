using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes which tensors stand behind the members that stand for several.</summary>
internal static class FamiliesEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        TensorSpec[] families = [.. model.Inputs.Concat(model.Outputs).Where(tensor => tensor.IsFamily)];
        if (families.Length == 0)
        {
            return;
        }

        code.Separate();
        Docs.Summary(code, "The indexes of the tensors that stand behind one name, in the order of their numbers.");
        using (code.OpenBlock("private static class Families"))
        {
            foreach (TensorSpec family in families)
            {
                code.Separate();
                string indexes = string.Join(", ", family.Indexes.Select(RunSteps.Number));
                code.Arrow($"public static global::System.ReadOnlySpan<int> {Names.BindingMember(family)}", $"[{indexes}]");
            }
        }
    }
}
