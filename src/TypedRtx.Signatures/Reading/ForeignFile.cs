using System.Text;

namespace TypedRtx.Signatures;

/// <summary>Says what a file is that turned out to be no model, where its first bytes tell.</summary>
internal static class ForeignFile
{
    private const int HeadLength = 512;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static OnnxFormatException? Recognize(WireInput input, OnnxFormatException cause)
    {
        input.Position = 0;
        byte[] head = input.ReadBytes((int)Math.Min(HeadLength, input.Length));
        if (StartsWith(head, 0, "version https://git-lfs"))
        {
            return new OnnxFormatException(
                OnnxFormatError.GitLfsPointer,
                0,
                "The file is a Git LFS pointer, not the model it points to. Run 'git lfs pull' and build again.",
                cause);
        }

        if (StartsWith(head, 4, "ORTM"))
        {
            return new OnnxFormatException(
                OnnxFormatError.OrtFormat,
                0,
                "The file is in ONNX Runtime's own format (.ort), where an ONNX model was expected. Use the .onnx file "
                + "that it was converted from.",
                cause);
        }

        string? kind = KindOf(head);
        return kind is null
            ? null
            : new OnnxFormatException(
                OnnxFormatError.NotOnnx,
                0,
                $"The file is not an ONNX model: it {kind}.",
                cause);
    }

    private static string? KindOf(byte[] head)
    {
        if (StartsWith(head, 0, "\u001f\u008b"))
        {
            return "is compressed with gzip; decompress it first";
        }

        if (StartsWith(head, 0, "PK\u0003\u0004"))
        {
            return "is a ZIP archive (PyTorch and Keras files are, too); export the model to ONNX";
        }

        if (StartsWith(head, 0, "\u00ef\u00bb\u00bf"))
        {
            return "begins with a UTF-8 byte order mark, so it was saved as text";
        }

        return IsText(head) ? $"is text and begins with {SignatureText.Quote(FirstLine(head))}" : null;
    }

    private static bool StartsWith(byte[] head, int offset, string magic)
    {
        for (int i = 0; i < magic.Length; i++)
        {
            if (offset + i >= head.Length || head[offset + i] != magic[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsText(byte[] head)
    {
        foreach (byte value in head)
        {
            if (value < ' ' && value is not ((byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return false;
            }
        }

        try
        {
            // The head may end inside a character.
            int whole = head.Length;
            while (whole > 0 && head.Length - whole < 3 && head[whole - 1] >= 0x80)
            {
                whole--;
            }

            StrictUtf8.GetCharCount(head, 0, whole);
            return whole > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string FirstLine(byte[] head)
    {
        int length = 0;
        while (length < Math.Min(40, head.Length) && head[length] is >= (byte)' ' and < 0x7F)
        {
            length++;
        }

        return Encoding.UTF8.GetString(head, 0, length);
    }
}
