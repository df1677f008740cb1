using System.Runtime.InteropServices;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>An error of a parser: <c>IParserError</c> of NvOnnxParser.h, owned by its parser.</summary>
/// <param name="abi">The layout of the library.</param>
/// <param name="pointer">The error.</param>
internal readonly unsafe struct ParserErrorApi(RtxAbi abi, nint pointer)
{
    /// <summary>The code.</summary>
    public int Code => Number(RtxMethod.ParserErrorCode);

    /// <summary>The index of the node; -1 where there is none.</summary>
    public int Node => Number(RtxMethod.ParserErrorNode);

    /// <summary>What is wrong.</summary>
    public string Description => Text(RtxMethod.ParserErrorDesc);

    /// <summary>The node's name; empty where it has none.</summary>
    public string NodeName => Text(RtxMethod.ParserErrorNodeName);

    /// <summary>The node's operator; empty where there is no node.</summary>
    public string Operator => Text(RtxMethod.ParserErrorNodeOperator);

    private int Number(RtxMethod method) =>
        ((delegate* unmanaged[MemberFunction]<nint, int>)abi.Function(pointer, method))(pointer);

    private string Text(RtxMethod method) =>
        Marshal.PtrToStringUTF8(((delegate* unmanaged[MemberFunction]<nint, nint>)abi.Function(pointer, method))(pointer)) ?? "";
}
