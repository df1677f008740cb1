namespace TypedRtx.Device.Studies;

/// <summary><c>all MODELS JOBS WHICH</c>: several studies in one call, the most telling first, until the time is over.</summary>
internal static class AllCommand
{
    private const string Rtx = "TensorRtRtx";
    private const double LimitOfMemory = 90;
    private const int Iterations = 600;
    private const int Tries = 2;

    /// <summary>Runs what a list names: study, swap, memory, several, curves, rtx, rtx-curves.</summary>
    /// <param name="children">Runs the cases.</param>
    /// <param name="models">The folder of models, with weights.</param>
    /// <param name="jobs">The folder of <c>cuda.txt</c> and <c>rtx.txt</c>.</param>
    /// <param name="which">The names, with commas between.</param>
    public static bool Run(Children children, string models, string jobs, string which)
    {
        Job[] cuda = Job.Read(Path.Combine(jobs, "cuda.txt"));
        Job[] rtx = Job.Read(Path.Combine(jobs, "rtx.txt"));
        bool isRight = true;
        foreach (string name in which.Split(','))
        {
            isRight &= name switch
            {
                "study" => StudyCommand.Run(children, models, cuda),
                "swap" => SwapCommand.Run(children, models, cuda),
                "memory" => Memory(children, models, cuda),
                "several" => SeveralCase.Run(children, models, cuda),
                "curves" => Curves(children, models, cuda),
                "rtx" => RtxCommand.Run(children.On(Rtx), models, rtx),
                "rtx-curves" => Curves(children.On(Rtx), models, rtx),
                _ => throw new ArgumentException($"There is no {name}; there are study, swap, memory, several, curves, rtx, rtx-curves."),
            };
        }

        return isRight;
    }

    public static bool Memory(Children children, string models, Job[] jobs)
    {
        bool isRight = true;
        foreach (Job job in jobs.Where(job => job.Tags.Contains("memory")))
        {
            isRight &= children.Run($"memory {job}", LimitOfMemory, MemoryCase.Case, models, job.Line) is not null;
        }

        return isRight;
    }

    private static bool Curves(Children children, string models, Job[] jobs)
    {
        bool isRight = true;
        foreach (Job job in jobs.Where(job => job.Tags.Contains("curve")))
        {
            isRight &= IterationsCommand.Run(children, models, job, Iterations);
            isRight &= StartCommand.Run(children, models, job, Tries);
        }

        return isRight;
    }
}
