namespace TypedRtx.Device.Studies;

/// <summary>
/// <c>cuda-study MODELS JOBS</c>: our sessions beside sessions by hand, model by model, each in a process of its own.
/// </summary>
internal static class StudyCommand
{
    public const string Case = "study-case";
    private const double LimitOfCase = 90;

    public static bool Run(Children children, string models, Job[] jobs)
    {
        bool isRight = true;
        Console.WriteLine($"# {children.Settings.Backend}, milliseconds: medians of runs in turns; ratios: medians of the ratios of neighbouring turns");
        Console.WriteLine(
            "| model | our None | adaptive | captured by hand | dynamic by hand | adaptive / captured | captured with free lengths / captured | adaptive / None | dynamic / adaptive | prototype: dynamic / captured |"
            + " run 1 / steady | warmed in | difference before, after the swap, by hand captured | state |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (Job job in jobs)
        {
            foreach (string where in job.Tags.Contains("host") ? (string[])["device", "host"] : ["device"])
            {
                isRight &= children.Run($"study {job} {where}", LimitOfCase, Case, models, where, job.Line) is not null;
            }
        }

        return isRight;
    }
}
