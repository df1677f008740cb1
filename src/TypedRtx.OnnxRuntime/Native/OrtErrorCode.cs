namespace TypedRtx.OnnxRuntime.Native;

/// <summary>The codes of <c>OrtErrorCode</c> (onnxruntime_error_code.h, API version 30) that we tell apart.</summary>
internal enum OrtErrorCode
{
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    InvalidProtobuf = 7,
    InvalidGraph = 10,
    ModelLoadCanceled = 12,
}
