// Goes on with a text, letter by letter. The model is a decoder whose tokens are bytes; its key/value caches stay in the state.
using System.Diagnostics;
using System.Text;
using Samples;

if (StoryOptions.Parse(args) is not { } options)
{
    Console.WriteLine(StoryOptions.Usage);
    return 1;
}

byte[] prompt = Encoding.UTF8.GetBytes(options.Prompt);
int capacity = prompt.Length + Math.Max(options.Tokens, options.OtherTokens);
using var model = Storyteller.Load();
using var story = model.NewState(batchSize: 1, capacity);
Sampler sampler = new(options.Temperature, options.Seed);

// The whole prompt in one step. Mask, caches and lengths follow from the state.
story.Step(inputIds: Array.ConvertAll(prompt, letter => (long)letter));
int next = sampler.Next(story.Logits.Row(0).Row(prompt.Length - 1).Span);

// A copy of the state goes another way from here, below.
using var other = story.Fork();
Sampler otherSampler = new(options.Temperature, options.Seed + 1);
int otherNext = otherSampler.Next(story.Logits.Row(0).Row(prompt.Length - 1).Span);

Console.Write(options.Prompt);
long start = Stopwatch.GetTimestamp();
Tell(story, sampler, next, options.Tokens);
TimeSpan time = Stopwatch.GetElapsedTime(start);

if (options.OtherTokens > 0)
{
    Console.Write($"\n\nOr, from the same prompt with seed {options.Seed + 1}:\n{options.Prompt}");
    Tell(other, otherSampler, otherNext, options.OtherTokens);
}

Console.WriteLine();
Console.WriteLine();
Console.WriteLine($"{options.Tokens} tokens, {options.Tokens / time.TotalSeconds:F0} tokens per second. Backend: {model.BackendName}.");
return 0;

static void Tell(Storyteller.State state, Sampler sampler, int next, int tokens)
{
    long[] token = new long[1];
    for (int i = 0; i < tokens; i++)
    {
        Console.Write(next is '\n' or (>= ' ' and <= '~') ? (char)next : '?');
        if (i < tokens - 1)
        {
            token[0] = next;
            next = sampler.Next(state.Step(inputIds: token).Logits.Span);
        }
    }
}
