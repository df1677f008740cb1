using Spectre.Console.Cli;
using TypedRtx.Cli.Reading;

namespace TypedRtx.Cli.Inspect;

/// <summary><c>typedrtx inspect</c>: says what a file is.</summary>
internal sealed class InspectCommand : Command<InspectSettings>
{
    public override int Execute(CommandContext context, InspectSettings settings, CancellationToken cancellationToken)
    {
        Terminal terminal = (Terminal)context.Data!;
        if (!EngineReport.TryWrite(settings.File, terminal))
        {
            ModelReport.Write(ModelFile.Read(settings.File), terminal);
        }

        return ExitCodes.Done;
    }
}
