using System.Globalization;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Drift;

/// <summary>Says what an approved signature and its model do not have in common, one diagnostic for each difference.</summary>
internal static class DriftPlanner
{
    private const int MaxListed = 32;

    public static EquatableArray<DiagnosticInfo> Plan(
        ModelInput approved,
        CurrentModels models,
        MetadataTable files,
        DriftSetting setting)
    {
        if (!setting.IsOn)
        {
            return EquatableArray<DiagnosticInfo>.Empty;
        }

        List<DiagnosticInfo> diagnostics;
        try
        {
            diagnostics = Plan(approved, models, files);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary to the compiler: what escapes here would take every model's class away.
            diagnostics = [NotCompared(approved, $"a mistake in TypedRtx, please report it: {e.GetType().Name}: {e.Message}")];
        }

        return diagnostics.Select(info => info with { IsError = setting.IsError }).ToEquatableArray();
    }

    private static List<DiagnosticInfo> Plan(ModelInput approved, CurrentModels models, MetadataTable files)
    {
        FileMetadata metadata = approved.Metadata;
        string file = ModelFile.FileNameOf(metadata.Path);
        if (files.Models.All(model => model.Model != metadata.Model))
        {
            string expected = ModelFile.NameOf(metadata.Path);
            return [DiagnosticInfo.Create(Descriptors.ApprovedWithoutModel, metadata.Path, file, expected)];
        }

        List<DiagnosticInfo> diagnostics = [];
        FileMetadata first = files.Approved.First(other => other.Model == metadata.Model);
        if (first.Path != metadata.Path)
        {
            diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.ApprovedTwice, metadata.Path, metadata.File, ModelFile.FileNameOf(first.Path), file));
        }

        if (approved.Reading.Signature is not { } expectedSignature)
        {
            diagnostics.Add(NotCompared(approved, Reason(approved.Reading.Failure)));
        }
        else if (models.SignatureOf(metadata.Model) is { } signature)
        {
            diagnostics.AddRange(Differences(metadata, file, SignatureDrift.Compare(expectedSignature, signature)));
        }

        return diagnostics;
    }

    private static IEnumerable<DiagnosticInfo> Differences(
        FileMetadata metadata,
        string file,
        IReadOnlyList<DriftChange> changes)
    {
        IEnumerable<DriftChange> listed = changes.Take(MaxListed);
        if (changes.Count > MaxListed)
        {
            string more = (changes.Count - MaxListed).ToString(CultureInfo.InvariantCulture);
            listed = listed.Append(new DriftChange(changes[MaxListed].Line, $"there are {more} more differences"));
        }

        return listed.Select(change =>
            DiagnosticInfo.Create(Descriptors.Drift, metadata.Path, metadata.File, file, change.Text)
                with { Line = change.Line });
    }

    private static DiagnosticInfo NotCompared(ModelInput approved, string reason) => DiagnosticInfo.Create(
        Descriptors.ApprovedUnreadable,
        approved.Metadata.Path,
        approved.Metadata.File,
        ModelFile.FileNameOf(approved.Metadata.Path),
        reason);

    private static string Reason(SignatureFailure? failure) => failure?.Kind switch
    {
        nameof(OnnxFormatError.Malformed) => failure.Message.TrimEnd('.'),
        null or SignatureFailure.Missing => "it cannot be read as text",
        _ => "it holds no signature but the reason why a model had none",
    };
}
