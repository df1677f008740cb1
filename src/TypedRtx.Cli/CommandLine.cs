using Spectre.Console;
using Spectre.Console.Cli;
using TypedRtx.Cli.Build;
using TypedRtx.Cli.Cache;
using TypedRtx.Cli.Doctor;
using TypedRtx.Cli.Inspect;
using TypedRtx.Cli.Warm;

namespace TypedRtx.Cli;

/// <summary>The commands, and how their errors become messages and exit codes.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line to its end and gives the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        CommandApp app = new();
        app.Configure(config => Configure(config, terminal));
        try
        {
            return await app.RunAsync(arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Error("Cancelled.");
            return ExitCodes.Cancelled;
        }
        catch (CommandAppException error)
        {
            terminal.Error($"{error.Message} 'typedrtx --help' lists what there is.");
            return ExitCodes.Usage;
        }
        catch (ToolException error)
        {
            terminal.Error(error.Message);
            return error.ExitCode;
        }
        catch (BackendUnavailableException error)
        {
            terminal.Error(error.Message);
            return ExitCodes.NoLibrary;
        }
        catch (Exception error) when (error is TypedRtxException or IOException or UnauthorizedAccessException)
        {
            terminal.Error(error.Message);
            return ExitCodes.Failed;
        }
    }

    private static void Configure(IConfigurator config, Terminal terminal)
    {
        config.SetApplicationName("typedrtx");
        config.UseAssemblyInformationalVersion();
        config.UseStrictParsing();
        config.PropagateExceptions();
        config.CancellationExitCode(ExitCodes.Cancelled);
        config.ConfigureConsole(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Output) }));
        config.AddCommand<InspectCommand>("inspect").WithData(terminal)
            .WithDescription("Says what a model or an engine is: inputs, outputs, symbols and how they follow from each other, state, weights.")
            .WithExample("inspect", "bert.onnx");
        config.AddCommand<BuildCommand>("build").WithData(terminal)
            .WithDescription("Builds engines for TensorRT for RTX. Needs the library, and no GPU. Ends with 0 done, 1 failed, "
                + "2 not understood, 3 no library, 130 cancelled.")
            .WithExample("build", "bert.onnx", "--profile", "\"chat: batch=1..1..4, sequence=1..64..512\"", "-o", "bert.rtxengine")
            .WithExample("build", "--from", "bin/Release/net10.0/App.dll");
        config.AddCommand<WarmCommand>("warm").WithData(terminal)
            .WithDescription("Fills the cache with what the next start of a program needs of a model: optimised forms, engines, kernels, and "
                + "what gains from being specialised. Ends as 'build' does.")
            .WithExample("warm", "bert.onnx", "--program", "bin/Release/net10.0", "--dims", "\"batch=1, sequence=128\"");
        config.AddCommand<DoctorCommand>("doctor").WithData(terminal)
            .WithDescription("Says what this machine can run, what is missing and how to install it.");
        config.AddBranch("cache", cache => Configure(cache, terminal));
    }

    private static void Configure(IConfigurator<CommandSettings> cache, Terminal terminal)
    {
        cache.SetDescription("Looks after what programs keep between starts: engines, compiled kernels, optimised models.");
        cache.AddCommand<LsCommand>("ls").WithData(terminal)
            .WithDescription("Lists the entries of each model: kind, size, last use, and what they are valid for.");
        cache.AddCommand<VerifyCommand>("verify").WithData(terminal)
            .WithDescription("Reads all entries and puts aside those that are damaged. Ends with 1 where there were any.");
        cache.AddCommand<PruneCommand>("prune").WithData(terminal)
            .WithDescription("Removes entries by size, by age, or all. Running programs are not disturbed.")
            .WithExample("cache", "prune", "--max-size", "2GB");
        cache.AddCommand<PackCommand>("pack").WithData(terminal)
            .WithDescription("Makes one file of entries to ship with a program.")
            .WithExample("cache", "pack", "-o", "app.rtxcache");
    }
}
