using System.Globalization;
using System.Text;
using TypedRtx.Runtime.Adaptive;

namespace TypedRtx.Runtime.Learning;

/// <summary>
/// What was learnt about lengths, as text: one line each, <c>2x128 12.5 faster ...</c>, the most used first. Lengths, uses, then the
/// numbers of <see cref="LearntDims"/> in their order, times in ticks of 100 ns; <c>-</c> for times that are not known.
/// </summary>
internal static class LearntText
{
    private const int Fields = 9;
    private const char Unknown = '-';

    /// <summary>Writes what was learnt.</summary>
    public static byte[] Write(IEnumerable<LearntDims> learnt)
    {
        StringBuilder text = new();
        foreach (LearntDims known in learnt)
        {
            text.AppendJoin('x', known.Dims.Select(length => length.ToString(CultureInfo.InvariantCulture)))
                .Append(CultureInfo.InvariantCulture, $" {known.Uses:0.###} ");
            text.Append(known.Times is { } times
                ? string.Create(CultureInfo.InvariantCulture, $"{times.General.Ticks} {times.Specialized.Ticks} {RatioOf(times):0.#####}")
                : $"{Unknown} {Unknown} {Unknown}");
            text.Append(
                CultureInfo.InvariantCulture,
                $" {known.Opening.Ticks} {known.GeneralOpening.Ticks} {known.ByteLength} {known.Starts}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads what was learnt.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static List<LearntDims> Read(ReadOnlySpan<byte> utf8) =>
        [.. Encoding.UTF8.GetString(utf8).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadLine)];

    private static double RatioOf(CandidateTimes times) =>
        (times.Ratio ?? times.Specialized / times.General) is var ratio && double.IsFinite(ratio) ? ratio : 1;

    private static LearntDims ReadLine(string line)
    {
        string[] fields = line.Split(' ');
        if (fields.Length != Fields)
        {
            throw Wrong($"{Fields} fields", line);
        }

        int[] dims = [.. fields[0].Split('x').Select(length => (int)Number(length, int.MaxValue, line))];
        CandidateTimes? times = fields[2].Length == 1 && fields[2][0] == Unknown
            ? null
            : new CandidateTimes(Time(fields[2], line), Time(fields[3], line), Fraction(fields[4], line));
        return new LearntDims(
            dims,
            Fraction(fields[1], line),
            times,
            Time(fields[5], line),
            Time(fields[6], line),
            Number(fields[7], long.MaxValue, line),
            (int)Number(fields[8], int.MaxValue, line));
    }

    private static TimeSpan Time(string text, string line) => TimeSpan.FromTicks(Number(text, TimeSpan.TicksPerDay, line));

    private static long Number(string text, long max, string line) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= max
            ? value
            : throw Wrong($"a number up to {max}", line);

    private static double Fraction(string text, string line) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Wrong("a number", line);

    private static FormatException Wrong(string expected, string line) =>
        new(string.Create(CultureInfo.InvariantCulture, $"expected {expected}, found {Signatures.SignatureText.Quote(line)}"));
}
