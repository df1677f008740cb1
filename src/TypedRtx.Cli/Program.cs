using TypedRtx.Cli;
using TypedRtx.Cli.Warm;

using CancellationTokenSource cancel = new();

// The first Ctrl+C asks what runs to stop, the second one ends the program.
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = !cancel.IsCancellationRequested;
    cancel.Cancel();
};
WarmLibraries.Register();
return await CommandLine.RunAsync(args, Terminal.OfProcess(), cancel.Token).ConfigureAwait(false);
