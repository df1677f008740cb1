using System.Globalization;
using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>The names of local variables where the model's own names are parameters.</summary>
internal sealed class LocalNames
{
    private readonly HashSet<string> _taken;

    private LocalNames(IEnumerable<string> taken)
    {
        _taken = new HashSet<string>(taken, StringComparer.Ordinal);
        Symbols = Pick("symbols", "symbolBinder");
        Run = Pick("run", "runScope");
        Lease = Pick("lease", "outputLease");
    }

    public string Symbols { get; }

    public string Run { get; }

    public string Lease { get; }

    public static LocalNames Of(ModelSpec model) =>
        new(model.Inputs.Select(input => input.Parameter).Concat(model.Symbols.Select(symbol => symbol.Parameter)));

    private string Pick(string name, string second)
    {
        string picked = _taken.Contains(name) ? second : name;
        for (int number = 2; _taken.Contains(picked); number++)
        {
            picked = second + number.ToString(CultureInfo.InvariantCulture);
        }

        return picked;
    }
}
