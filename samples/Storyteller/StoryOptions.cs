using System.Globalization;

namespace Samples;

/// <summary>What the command line says.</summary>
/// <param name="Prompt">How the story begins.</param>
/// <param name="Tokens">How many tokens to tell.</param>
/// <param name="OtherTokens">How many tokens to tell another way.</param>
/// <param name="Temperature">0 takes the likeliest token, 1 draws by the model's own probabilities.</param>
/// <param name="Seed">Where the random numbers begin.</param>
internal sealed record StoryOptions(string Prompt, int Tokens, int OtherTokens, float Temperature, int Seed)
{
    /// <summary>How to call the program.</summary>
    public const string Usage = """
        Storyteller ["how the story begins"] [--tokens 240] [--other 80] [--temperature 0.7] [--seed 1]
        Give the prompt in quotes; --temperature 0 takes the likeliest letter each time, --other 0 tells one story alone.
        """;

    /// <summary>Reads the arguments; null when they are not understood.</summary>
    public static StoryOptions? Parse(string[] args)
    {
        StoryOptions options = new("The statement ", 240, 80, 0.7f, 1);
        for (int i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                options = options with { Prompt = args[i] };
                continue;
            }

            string value = i + 1 < args.Length ? args[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            bool isTemperature = float.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out float temperature);
            StoryOptions? changed = args[i++] switch
            {
                "--tokens" when isNumber && number > 0 => options with { Tokens = number },
                "--other" when isNumber => options with { OtherTokens = number },
                "--seed" when isNumber => options with { Seed = number },
                "--temperature" when isTemperature => options with { Temperature = temperature },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            options = changed;
        }

        return options.Prompt.Length == 0 ? null : options;
    }
}
