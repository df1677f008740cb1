using System.Text;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Makes one exception of what parser and builder report, with what to do about it.</summary>
internal static class BuildErrors
{
    // Codes of NvOnnxParser.h from "unsupported graph" to "unsupported shape".
    private const int FirstUnsupported = 7;
    private const int LastUnsupported = 13;

    /// <summary>The types of the model's inputs and outputs are not the library's.</summary>
    public static EngineBuildException OfTypes(EngineModel model, RtxLibrary library, string refusal) =>
        Make(model, library, "build an engine of", [new EngineBuildProblem(refusal)], "Run it with Backend.Cuda or Backend.Cpu.");

    /// <summary>The errors of a parser.</summary>
    public static unsafe EngineBuildException OfParser(EngineModel model, RtxLibrary library, ParserApi parser, RtxError[] reported)
    {
        List<EngineBuildProblem> problems = [];
        bool isUnsupported = false;
        for (int i = 0; i < parser.GetErrorCount(); i++)
        {
            nint pointer = parser.GetError(i);
            if (pointer == 0)
            {
                continue;
            }

            ParserErrorApi error = new(library.Abi, pointer);
            string description = LibraryText.Clean(error.Description) is { Length: > 0 } text and not "false"
                ? text
                : "The operator is not supported";
            isUnsupported |= error.Code is >= FirstUnsupported and <= LastUnsupported
                || description.Contains("is not supported", StringComparison.OrdinalIgnoreCase);
            problems.Add(new EngineBuildProblem(
                description, Named(error.Operator), error.Node >= 0 ? error.Node : null, Named(error.NodeName)));
        }

        // What the builder reported meanwhile mostly stands in the parser's words too.
        foreach (RtxError error in Cleaned(reported))
        {
            if (!problems.Exists(known => known.Message.Contains(error.Description, StringComparison.Ordinal)))
            {
                problems.Add(new EngineBuildProblem(error.ToString()));
            }
        }

        string advice = isUnsupported
            ? "The operator, or how it is used here, is not supported: export the model without it, or run it with Backend.Cuda or Backend.Cpu."
            : "Check the model with the ONNX checker, or run it with Backend.Cuda or Backend.Cpu.";
        return Make(model, library, "read", problems, advice);
    }

    /// <summary>The errors of a builder.</summary>
    public static EngineBuildException OfBuilder(EngineModel model, RtxLibrary library, RtxError[] reported)
    {
        return Make(
            model, library, "build an engine of", [.. Cleaned(reported).Select(error => new EngineBuildProblem(error.ToString()))], Advice(model, reported));
    }

    private static string Advice(EngineModel model, RtxError[] reported)
    {
        bool Says(string text) => Array.Exists(
            reported, error => error.Description.Contains(text, StringComparison.OrdinalIgnoreCase));

        if (Array.Exists(reported, error => error.Code == RtxError.FailedAllocation) || Says("out of memory"))
        {
            return "There is not enough memory: make the largest lengths of the profile smaller, or close other programs.";
        }

        if (Says("workspace"))
        {
            return $"Make {nameof(EngineBuildRequest)}.{nameof(EngineBuildRequest.WorkspaceLimit)} larger, or leave it out.";
        }

        if (Says("profile"))
        {
            return "The lengths of a profile contradict what the model computes: check the smallest, usual and largest length of each symbol"
                + (MayHaveShapes(model) ? $", and give the values of inputs that are shapes in {nameof(EngineBuildRequest)}.{nameof(EngineBuildRequest.ShapeValues)}." : ".");
        }

        if (Says("CHECK(dtype"))
        {
            return "An operator has no kernel for an element type here, as convolutions have none for int8: export the model with another type, "
                + "or run it with Backend.Cuda or Backend.Cpu.";
        }

        return Says("no runners") || Says("not supported") || Says("unsupported")
            ? "Something in the model is not supported: export the model without it, or run it with Backend.Cuda or Backend.Cpu."
            : "Run the model with Backend.Cuda or Backend.Cpu, and see the log of the library (Logger) for more.";
    }

    // Shapes are scalars or lists of integers.
    private static bool MayHaveShapes(EngineModel model) => model.Signature.Inputs
        .Where((input, i) => input.Type is TensorType { Element: ElementType.Int32 or ElementType.Int64 } && model.Plan.Inputs[i] is { Rank: <= 1 })
        .Any();

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
        if (text[^1] is not ('.' or '!' or '?'))
        {
            text.Append('.');
        }

        text.Append(problems.Count > 1 ? '\n' : ' ').Append(advice);
        return new EngineBuildException(text.ToString(), problems);
    }

    private static string? Named(string text) => text.Length > 0 ? text : null;

    // Without errors that are nothing but echoes, as long as another says what is wrong.
    private static RtxError[] Cleaned(RtxError[] reported)
    {
        RtxError[] cleaned =
        [
            .. reported.Select(error => error with { Description = LibraryText.Clean(error.Description) }).Where(error => error.Description.Length > 0),
        ];
        return cleaned.Length > 0 ? cleaned : reported;
    }
}
