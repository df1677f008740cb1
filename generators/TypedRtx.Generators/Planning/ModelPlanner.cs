using System.Globalization;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Decides what is written about a model.</summary>
internal static class ModelPlanner
{
    // The compiler keeps all string constants of an assembly in 16 MB.
    private const int MaxSignatureLength = 1 << 20;

    public static ModelPlan Plan(ModelInput input, PlanOptions options)
    {
        FileMetadata metadata = input.Metadata;
        List<DiagnosticInfo> diagnostics = [];
        ModelSpec? spec = null;
        try
        {
            spec = Plan(input, options, diagnostics);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary to the compiler: what escapes here would take every other model's class away.
            diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.InternalError, metadata.Source, metadata.File, $"{e.GetType().Name}: {e.Message}"));
        }

        return new ModelPlan(metadata.Path, metadata.Source, metadata.Profiles, spec, diagnostics.ToEquatableArray());
    }

    private static ModelSpec? Plan(ModelInput input, PlanOptions options, List<DiagnosticInfo> diagnostics)
    {
        FileMetadata metadata = input.Metadata;
        if (ModelFile.IsOnnx(metadata.Path) && !options.HasTargets)
        {
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.TargetsNotImported, metadata.Source, metadata.File));
        }

        if (input.Reading.Failure is { } failure)
        {
            diagnostics.Add(FailureDiagnostics.Of(failure, metadata));
        }

        if (input.Reading.Signature is not { } signature)
        {
            return null;
        }

        string text = signature.ToString();
        if (text.Length > MaxSignatureLength)
        {
            string found = text.Length.ToString(CultureInfo.InvariantCulture);
            string limit = MaxSignatureLength.ToString(CultureInfo.InvariantCulture);
            diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.LimitExceeded,
                metadata.Source,
                metadata.File,
                $"its signature has {found} characters; the limit is {limit}"));
            return null;
        }

        if (IdentityPlanner.Plan(input, options, diagnostics) is not { } identity
            || !HasDistinctNames(signature, metadata, diagnostics))
        {
            return null;
        }

        ShapePlan shapes = ShapePlan.From(signature);
        TensorPlan tensors = TensorPlanner.Plan(signature, shapes, metadata, diagnostics);
        return new ModelSpec(
            $"{identity.Namespace}.{identity.ClassName}.g.cs",
            identity.Namespace,
            identity.ClassName,
            identity.Accessibility,
            metadata.File,
            metadata.ProgramPath,
            identity.Delivery,
            text,
            tensors.InputNames,
            tensors.OutputNames,
            tensors.Inputs,
            tensors.Outputs,
            tensors.Symbols,
            signature.Relations,
            tensors.CanRun,
            tensors.CanBind,
            ShapeMember.From(shapes, tensors.Outputs),
            StatePlanner.Plan(signature, shapes, tensors, metadata, diagnostics));
    }

    private static bool HasDistinctNames(
        ModelSignature signature,
        FileMetadata metadata,
        List<DiagnosticInfo> diagnostics)
    {
        string? duplicate = FirstDuplicate(signature.Inputs) ?? FirstDuplicate(signature.Outputs);
        if (duplicate is null)
        {
            return true;
        }

        string reason = $"the name {SignatureText.Quote(duplicate)} is there twice";
        diagnostics.Add(DiagnosticInfo.Create(Descriptors.NotOnnx, metadata.Source, metadata.File, reason));
        return false;
    }

    private static string? FirstDuplicate(EquatableArray<ValueSignature> values)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        return values.FirstOrDefault(value => !names.Add(value.Name))?.Name;
    }
}
