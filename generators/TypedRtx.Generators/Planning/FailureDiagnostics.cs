using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Turns the reason why a model has no signature into a diagnostic.</summary>
internal static class FailureDiagnostics
{
    public static DiagnosticInfo Of(SignatureFailure failure, FileMetadata metadata) =>
        DiagnosticInfo.Create(DescriptorOf(failure.Kind), metadata.Source, metadata.File, failure.Message.TrimEnd('.'));

    private static DiagnosticDescriptor DescriptorOf(string kind) => kind switch
    {
        SignatureFailure.Missing => Descriptors.Unreadable,
        SignatureFailure.ExternalMissing => Descriptors.ExternalMissing,
        SignatureFailure.ExternalOutside => Descriptors.ExternalOutside,
        nameof(OnnxFormatError.Empty) => Descriptors.Empty,
        nameof(OnnxFormatError.GitLfsPointer) => Descriptors.GitLfsPointer,
        nameof(OnnxFormatError.Truncated) => Descriptors.Truncated,
        nameof(OnnxFormatError.LimitExceeded) => Descriptors.LimitExceeded,
        FileReading.InternalError => Descriptors.InternalError,
        _ => Descriptors.NotOnnx,
    };
}
