using System.Text;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Makes one exception of what parser and builder report, with what to do about it.</summary>
internal static class BuildErrors
{
    // Codes of NvOnnxParser.h from "unsupported graph" to "unsupported shape".
    private const int FirstUnsupported = 7;
    private const int LastUnsupported = 13;

    /// <summary>The errors of a parser.</summary>
    public static unsafe EngineBuildException OfParser(EngineModel model, RtxLibrary library, ParserApi parser, RtxError[] reported)
    {
        List<EngineBuildProblem> problems = [];
        bool isUnsupported = false;
        for (int i = 0; i < parser.GetErrorCount(); i++)
        {
            ParserErrorApi error = new(library.Abi, parser.GetError(i));
            isUnsupported |= error.Code is >= FirstUnsupported and <= LastUnsupported;
            problems.Add(new EngineBuildProblem(
                OneLine(error.Description), Named(error.Operator), error.Node >= 0 ? error.Node : null, Named(error.NodeName)));
        }

        problems.AddRange(reported.Select(error => new EngineBuildProblem(error.ToString())));
        string advice = isUnsupported
            ? "The operator, or how it is used here, is not supported: export the model without it, or run it with Backend.Cuda or Backend.Cpu."
            : "Check the model with the ONNX checker, or run it with Backend.Cuda or Backend.Cpu.";
        return Make(model, library, "read", problems, advice);
    }

    /// <summary>The errors of a builder.</summary>
    public static EngineBuildException OfBuilder(EngineModel model, RtxLibrary library, RtxError[] reported)
    {
        List<EngineBuildProblem> problems = [.. reported.Select(error => new EngineBuildProblem(error.ToString()))];
        return Make(model, library, "build an engine of", problems, Advice(reported));
    }

    private static string Advice(RtxError[] reported)
    {
        bool Says(string text) => Array.Exists(
            reported, error => error.Description.Contains(text, StringComparison.OrdinalIgnoreCase));

        if (Array.Exists(reported, error => error.Code == RtxError.FailedAllocation) || Says("out of memory"))
        {
            return "There is not enough memory: make the largest lengths of the profile smaller, or close other programs.";
        }

        if (Says("profile"))
        {
            return "The lengths of a profile contradict what the model computes: check the smallest, usual and largest length of each symbol.";
        }

        return Says("no runners") || Says("not supported") || Says("unsupported")
            ? "Something in the model is not supported: export the model without it, or run it with Backend.Cuda or Backend.Cpu."
            : "Run the model with Backend.Cuda or Backend.Cpu, and see the log of the library (Logger) for more.";
    }

    private static EngineBuildException Make(
        EngineModel model, RtxLibrary library, string doing, List<EngineBuildProblem> problems, string advice)
    {
        StringBuilder text = new($"TensorRT for RTX {library.Version} cannot {doing} '{model.Source.Display}'");
        if (problems.Count == 0)
        {
            text.Append(", and does not say why");
        }

        text.Append(problems.Count == 1 ? ": " : problems.Count == 0 ? "" : ":\n  ");
        text.AppendJoin("\n  ", problems);
        if (text[^1] is not '.')
        {
            text.Append('.');
        }

        text.Append(problems.Count > 1 ? '\n' : ' ').Append(advice);
        return new EngineBuildException(text.ToString(), problems);
    }

    private static string? Named(string text) => text.Length > 0 ? text : null;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
