using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>The default door: a signature, or why there is none, as text that the build's tool wrote.</summary>
internal static class OnnxSigInput
{
    public static FileReading Read(AdditionalText file, CancellationToken cancellation)
    {
        SourceText? text = file.GetText(cancellation);
        if (text is null)
        {
            return FileReading.OfFailure(
                file.Path,
                SignatureFailure.Missing,
                "The signature text cannot be read. Build again; if it stays so, delete the obj folder.");
        }

        string content = text.ToString();
        if (SignatureFailure.TryParse(content, out SignatureFailure? failure, out string rest))
        {
            if (rest.Length == 0)
            {
                return FileReading.OfFailure(file.Path, failure);
            }

            content = rest;
        }

        try
        {
            return FileReading.Of(file.Path, ModelSignature.Parse(content), failure);
        }
        catch (SignatureFormatException e)
        {
            return FileReading.OfFailure(file.Path, nameof(OnnxFormatError.Malformed), e.Message);
        }
    }
}
