using System.Diagnostics.CodeAnalysis;

namespace TypedRtx.Runtime;

/// <summary>The errors of inputs that are given as one list.</summary>
internal static class FamilyErrors
{
    [DoesNotReturn]
    public static void ThrowCount(ModelDescriptor model, ReadOnlySpan<int> inputs, int found)
    {
        ModelInput first = model.Inputs[inputs[0]];
        ModelInput last = model.Inputs[inputs[^1]];
        throw new ArgumentException(
            $"{model.Name}: {first.Member[..first.Member.LastIndexOf('[')]} takes {inputs.Length} tensors, '{first.Name}' to "
            + $"'{last.Name}', found {found}. Pass one for each, in that order.");
    }

    [DoesNotReturn]
    public static void ThrowNull(ModelDescriptor model, int input) => throw new ArgumentException(
        $"{model.Name}: input {model.Inputs[input].Display} is null. Every tensor of the list is required.");
}
