namespace TypedRtx.Signatures;

/// <summary>
/// Holds a profile against a model. Only what cannot be is an error: where the arithmetic of an axis is not known, nothing
/// is said of it.
/// </summary>
internal static class ProfileChecker
{
    /// <summary>Reads the ranges of a declaration and checks them.</summary>
    public static CheckedProfile Check(ProfileModel model, ProfileDeclaration profile)
    {
        List<ProfileProblem> problems = [];
        List<(int Index, ParsedRange Range)> ranges = [];
        for (int i = 0; i < profile.Ranges.Count; i++)
        {
            try
            {
                ParsedRange range = ProfileParser.Range(profile.Ranges[i]);
                ranges.Add((i, range));
                if (range.Range.Disorder is { } disorder)
                {
                    problems.Add(new ProfileProblem(ProfileProblemKind.Order, disorder, i));
                }
            }
            catch (ProfileFormatException e)
            {
                problems.Add(new ProfileProblem(ProfileProblemKind.Text, e.Message, i));
            }
        }

        return Check(model, ranges, problems);
    }

    private static CheckedProfile Check(
        ProfileModel model, List<(int Index, ParsedRange Range)> ranges, List<ProfileProblem> problems)
    {
        SymbolRange?[] free = new SymbolRange?[model.Plan.Symbols.Count];
        List<(int Index, ParsedRange Range, PlannedDimension Value)> derived = [];
        foreach ((int index, ParsedRange range) in ranges)
        {
            string name = range.Range.Symbol;
            int symbol = ProfileSymbols.IndexOf(model, name);
            if (symbol >= 0 && free[symbol] is null)
            {
                free[symbol] = range.Range with { Symbol = model.Plan.Symbols[symbol].Name };
            }
            else if (symbol >= 0)
            {
                problems.Add(new ProfileProblem(
                    ProfileProblemKind.Duplicate, $"{ProfileSymbols.Display(model, symbol)} has two ranges", index));
            }
            else if (ProfileSymbols.Derived(model, name) is { } value)
            {
                derived.Add((index, range, value));
            }
            else
            {
                problems.Add(new ProfileProblem(
                    ProfileProblemKind.UnknownSymbol, ProfileSymbols.WhyUnknown(model, name), index));
            }
        }

        // A range that is not understood may be the one that is missed.
        if (problems.Count == 0)
        {
            AddMissing(model, free, derived, problems);
        }

        if (problems.Count > 0)
        {
            return new CheckedProfile(null, problems);
        }

        SymbolRange[] complete = [.. free.Select(range => range!)];
        problems.AddRange(derived
            .Select(said => ProfileContradictions.Find(said.Range, said.Value, complete) is { } message
                ? new ProfileProblem(ProfileProblemKind.Contradiction, message, said.Index)
                : null)
            .OfType<ProfileProblem>());
        problems.AddRange(ProfileContradictions.ImpossibleAxes(model, complete)
            .Select(message => new ProfileProblem(ProfileProblemKind.ImpossibleAxis, message, -1)));
        return new CheckedProfile(problems.Count == 0 ? complete : null, problems);
    }

    private static void AddMissing(
        ProfileModel model,
        SymbolRange?[] free,
        List<(int Index, ParsedRange Range, PlannedDimension Value)> derived,
        List<ProfileProblem> problems)
    {
        for (int symbol = 0; symbol < free.Length; symbol++)
        {
            if (free[symbol] is not null)
            {
                continue;
            }

            PlannedSymbol missing = model.Plan.Symbols[symbol];
            string axis = DimensionExpression.Number(missing.Axis);
            string input = SignatureText.Quote(model.Signature.Inputs[missing.Input].Name);
            string? from = derived.Where(said => said.Value.DependsOn(symbol))
                .Select(said => $"; {ProfileText.Name(said.Range.Range.Symbol)} follows from it and not the other way round")
                .FirstOrDefault();
            problems.Add(new ProfileProblem(
                ProfileProblemKind.MissingSymbol,
                $"{ProfileSymbols.Display(model, symbol)}, which decides axis {axis} of input {input}, has no range{from}. Add one such as "
                + $"{ProfileText.Name(missing.Name)}=1..64..512",
                -1));
        }
    }
}
