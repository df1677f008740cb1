namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Reads ONNX models into a network: <c>IParser</c> of NvOnnxParser.h, one thread at a time.</summary>
internal readonly unsafe struct ParserApi(RtxHandle self)
{
    /// <summary>Parses a model in memory, whose files of weights lie beside a path.</summary>
    public bool Parse(nint data, long byteLength, byte* path) =>
        ((delegate* unmanaged[MemberFunction]<nint, nint, nuint, byte*, byte>)self.Function(RtxMethod.ParserParse))(
            self.Implementation, data, (nuint)byteLength, path) != 0;

    /// <summary>Parses a model in a file.</summary>
    /// <param name="path">The path, ended by a zero byte.</param>
    /// <param name="verbosity">The least severe messages that are logged, as the logger counts them.</param>
    public bool ParseFromFile(byte* path, int verbosity) =>
        ((delegate* unmanaged[MemberFunction]<nint, byte*, int, byte>)self.Function(RtxMethod.ParserParseFromFile))(
            self.Implementation, path, verbosity) != 0;

    /// <summary>How many errors there are.</summary>
    public int GetErrorCount() =>
        ((delegate* unmanaged[MemberFunction]<nint, int>)self.Function(RtxMethod.ParserGetNbErrors))(self.Implementation);

    /// <summary>An error, which stays the parser's.</summary>
    public nint GetError(int index) =>
        ((delegate* unmanaged[MemberFunction]<nint, int, nint>)self.Function(RtxMethod.ParserGetError))(self.Implementation, index);
}
