namespace TypedRtx.Signatures;

/// <summary>Why a file was refused as an ONNX model.</summary>
public enum OnnxFormatError
{
    /// <summary>The file has no bytes.</summary>
    Empty,

    /// <summary>The file is the pointer that Git LFS leaves where the model was not downloaded.</summary>
    GitLfsPointer,

    /// <summary>The file is something else: text, an archive, noise.</summary>
    NotOnnx,

    /// <summary>The file is a model in ONNX Runtime's own format (<c>.ort</c>).</summary>
    OrtFormat,

    /// <summary>The file ends before the model does.</summary>
    Truncated,

    /// <summary>
    /// The bytes are not well-formed: a length leaves its parent, a name is not UTF-8, a field has the wrong kind.
    /// </summary>
    Malformed,

    /// <summary>
    /// The bytes are well-formed but break a rule of ONNX: no graph, two inputs of one name, data too short.
    /// </summary>
    Invalid,

    /// <summary>Weights lie in a file that is not below the model's folder, by the spelling of its path.</summary>
    ExternalOutside,

    /// <summary>A stated limit of <see cref="OnnxLimits"/> is exceeded.</summary>
    LimitExceeded,
}
