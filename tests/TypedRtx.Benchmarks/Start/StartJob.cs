using System.Globalization;
using TypedRtx.Signatures;

namespace TypedRtx.Benchmarks.Start;

/// <summary>
/// What a measured process has to know of a model before it opens it. A generated class has all of this compiled in, so the process
/// gets it as a short file and need not find it out.
/// </summary>
/// <param name="Model">The path of the model.</param>
/// <param name="Library">The path of ONNX Runtime.</param>
/// <param name="Dims">One length per free symbol.</param>
/// <param name="Lengths">Every symbol by name, also those that follow from others: what fixes a session by hand.</param>
/// <param name="Inputs">Each input with its shape.</param>
/// <param name="Outputs">The outputs' names.</param>
/// <param name="Signature">The text of the model's signature.</param>
internal sealed record StartJob(
    string Model,
    string Library,
    int[] Dims,
    (string Symbol, long Length)[] Lengths,
    (string Name, ElementType Element, long[] Shape)[] Inputs,
    string[] Outputs,
    string Signature)
{
    private const string SignatureMark = "signature";

    /// <summary>Reads what <see cref="ToString"/> gave.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static StartJob Parse(string text)
    {
        string model = "", library = "";
        int[] dims = [];
        List<(string, long)> lengths = [];
        List<(string, ElementType, long[])> inputs = [];
        List<string> outputs = [];
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            string line = text[start..end];
            start = end + 1;

            // Names come last, because they may have blanks in them.
            switch (line.Split(' ', 2))
            {
                case [SignatureMark]:
                    return new(model, library, dims, [.. lengths], [.. inputs], [.. outputs], text[start..]);
                case ["model", string path]:
                    model = path;
                    break;
                case ["library", string path]:
                    library = path;
                    break;
                case ["dims", string numbers]:
                    dims = [.. Numbers(numbers).Select(number => (int)number)];
                    break;
                case ["symbol", string rest] when rest.Split(' ', 2) is [string length, string name]:
                    lengths.Add((name, long.Parse(length, CultureInfo.InvariantCulture)));
                    break;
                case ["input", string rest] when rest.Split(' ', 3) is [string element, string shape, string name]:
                    inputs.Add((name, Enum.Parse<ElementType>(element), Numbers(shape)));
                    break;
                case ["output", string name]:
                    outputs.Add(name);
                    break;
                default:
                    throw new FormatException($"Expected a line of a job of the benchmark 'start', found '{line}'.");
            }
        }

        throw new FormatException($"Expected a job of the benchmark 'start', which has a line '{SignatureMark}'; found none.");
    }

    /// <summary>The text for <see cref="Parse"/>.</summary>
    public override string ToString() => string.Join(
        '\n',
        [
            $"model {Model}",
            $"library {Library}",
            $"dims {Text(Dims.Select(length => (long)length))}",
            .. Lengths.Select(symbol => string.Create(CultureInfo.InvariantCulture, $"symbol {symbol.Length} {symbol.Symbol}")),
            .. Inputs.Select(input => $"input {input.Element} {Text(input.Shape)} {input.Name}"),
            .. Outputs.Select(output => $"output {output}"),
            SignatureMark,
            Signature,
        ]);

    private static long[] Numbers(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => long.Parse(number, CultureInfo.InvariantCulture))];

    private static string Text(IEnumerable<long> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
