using System.Globalization;
using TypedRtx.Generators.Tests.Fuzzing;
using TypedRtx.TestKit;

// reader|signature|generator [cases] [seed] [first]; gives 1 when something was found. A case is found again by the seed of
// its run and its index: generator 1 SEED INDEX.
string command = args.FirstOrDefault() ?? "";
int cases = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : command == "generator" ? 2_000 : 200_000;
int seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Random.Shared.Next();
int first = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 0;
Console.WriteLine($"{command}: {cases} cases, seed {seed}");
FuzzReport report;
switch (command)
{
    case "reader":
        report = ReaderFuzz.Models(seed, cases, first);
        break;
    case "signature":
        report = ReaderFuzz.Texts(seed, cases, first);
        break;
    case "generator":
        report = GeneratorFuzz.Run(seed, cases, first);
        break;
    default:
        Console.Error.WriteLine("Expected reader, signature or generator, then how many cases, a seed, and the first case.");
        return 2;
}

Console.WriteLine(report);
SharedFiles.DeleteExtracted();
return report.Failures.Count == 0 ? 0 : 1;
