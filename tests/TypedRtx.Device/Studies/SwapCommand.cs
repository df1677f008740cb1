namespace TypedRtx.Device.Studies;

/// <summary><c>cuda-swap MODELS JOBS</c>: what a foreground thread feels of specialising in the background, model by model.</summary>
internal static class SwapCommand
{
    public const string Case = "swap-case";
    private const double LimitOfCase = 90;

    public static bool Run(Children children, string models, Job[] jobs)
    {
        Console.WriteLine($"# {children.Settings.Backend}: a thread runs without pause, inputs in turns, each output compared; milliseconds: median, p99, longest (runs)");
        Console.WriteLine(
            "| model | None alone | own lengths: until the swap | after it | other lengths specialised meanwhile | after | longest pause, own / other | wrong, failed | worst difference |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        bool isRight = true;
        foreach (Job job in jobs.Where(job => job.Tags.Contains("swap")))
        {
            isRight &= children.Run($"swap {job}", LimitOfCase, Case, models, job.Line) is not null;
        }

        return isRight;
    }
}
