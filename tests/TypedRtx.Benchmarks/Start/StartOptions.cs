using System.Globalization;

namespace TypedRtx.Benchmarks.Start;

/// <summary>What the commands on starts and iterations take: names of models, and options.</summary>
/// <param name="Models">The models; none for the usual ones.</param>
/// <param name="Rounds">How many measurements of each kind.</param>
/// <param name="Runs">How many runs one measurement has at least.</param>
/// <param name="Out">The folder for what is written; null for the usual one.</param>
/// <param name="From">A folder of CSV files to draw in place of measuring; null to measure.</param>
/// <param name="IsJit">Whether the measured program is compiled as it runs.</param>
internal sealed record StartOptions(IReadOnlyList<string> Models, int Rounds, int Runs, string? Out, string? From, bool IsJit)
{
    /// <summary>Reads arguments.</summary>
    /// <param name="arguments">What follows the command.</param>
    /// <param name="rounds">How many rounds unless they say so.</param>
    /// <param name="runs">How many runs unless they say so.</param>
    /// <exception cref="ArgumentException">They are not understood.</exception>
    public static StartOptions Parse(IReadOnlyList<string> arguments, int rounds, int runs)
    {
        List<string> models = [];
        StartOptions options = new(models, rounds, runs, null, null, false);
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--jit")
            {
                options = options with { IsJit = true };
                continue;
            }

            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                models.Add(argument);
                continue;
            }

            string value = ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{argument} needs a value.");
            options = argument switch
            {
                "--rounds" => options with { Rounds = Number(argument, value) },
                "--runs" => options with { Runs = Number(argument, value) },
                "--out" => options with { Out = value },
                "--from" => options with { From = value },
                _ => throw new ArgumentException($"Expected --rounds, --runs, --out, --from or --jit, found '{argument}'."),
            };
        }

        return options;
    }

    private static int Number(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"{option} takes a whole number from 1, found '{value}'.");
}
