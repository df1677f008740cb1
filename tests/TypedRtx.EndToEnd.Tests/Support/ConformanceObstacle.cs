namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>Why a case of the ONNX project's tests cannot pass through a generated class.</summary>
internal enum ConformanceObstacle
{
    /// <summary>ONNX Runtime refuses the model or the run, also without us.</summary>
    Refused,

    /// <summary>As <see cref="Refused"/>, but only on machines that lack something; elsewhere the case passes.</summary>
    Machine,

    /// <summary>ONNX Runtime gives another answer, also without us.</summary>
    Differs,

    /// <summary>The test vectors cannot be read, or are not one per input and output.</summary>
    Vectors,

    /// <summary>Our reader refuses the model.</summary>
    Reader,

    /// <summary>An input or output has no form in C#.</summary>
    Untyped,
}
