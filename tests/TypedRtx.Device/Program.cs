using TypedRtx.Device;
using TypedRtx.Device.Studies;

// Each command prints lines that begin with what they tell of, and ends with a line "ok" or "FAILED".
try
{
    bool isRight = StudyCommands.TryRun(args) ?? args switch
    {
        ["vectors", string models, string library] => VectorCheck.Run(models, library),
        ["serve", string library] => StudyServer.Run(library),
        ["overhead", string model, string profile, string dims, string library] => OverheadCheck.Run(model, profile, dims, library),
        ["threads", string models, string strategy, string atOnce, string library] => ThreadCheck.Run(models, strategy, int.Parse(atOnce), library),
        ["barethreads", string models, string strategy, string locked, string library] => BareThreadCheck.Run(models, strategy, locked, library),
        ["step", string model, string profile, string dims, string growing, string library] => StepCheck.Run(model, profile, dims, growing, library),
        ["decode", string library] => DecodeCheck.Run(library),
        ["soak", string models, string runs, string loads, string library] => SoakCheck.Run(models, int.Parse(runs), int.Parse(loads), library),
        ["widening", string models, string library] => WideningCheck.Run(models, library),
        ["cuda", string models, string library] => CudaCheck.Run(models, library),
        ["cudagate", string model, string dims, string library] => CudaGateCheck.Run(model, dims, library),
        ["quantized", string folder, string library] => QuantizedCheck.Run(folder, library),
        _ => throw new ArgumentException("README.md lists the commands."),
    };
    Console.WriteLine(isRight ? "ok" : "FAILED");
    return isRight ? 0 : 1;
}
catch (Exception e)
{
    Console.WriteLine($"FAILED {e}");
    return 1;
}
