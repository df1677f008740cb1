using Spectre.Console.Cli;

namespace TypedRtx.Cli.Doctor;

/// <summary><c>typedrtx doctor</c>: says what this machine can run.</summary>
internal sealed class DoctorCommand : Command<DoctorSettings>
{
    public override int Execute(CommandContext context, DoctorSettings settings, CancellationToken cancellationToken)
    {
        _ = (Terminal)context.Data!;
        return ExitCodes.Done;
    }
}
