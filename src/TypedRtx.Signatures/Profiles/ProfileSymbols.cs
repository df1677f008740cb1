namespace TypedRtx.Signatures;

/// <summary>Finds what a name in a profile means: a free symbol by its ONNX name or its parameter, or one that follows.</summary>
internal static class ProfileSymbols
{
    private const int MaxListed = 16;

    /// <summary>The index of a free symbol; -1 when the name is none. The ONNX name goes before parameters.</summary>
    public static int IndexOf(ProfileModel model, string name)
    {
        for (int i = 0; i < model.Plan.Symbols.Count; i++)
        {
            if (model.Plan.Symbols[i].Name == name)
            {
                return i;
            }
        }

        for (int i = 0; i < model.Parameters.Count; i++)
        {
            if (model.Parameters[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What a symbol or the arithmetic on an axis follows from; null when the name is neither.</summary>
    public static PlannedDimension? Derived(ProfileModel model, string name)
    {
        if (model.Plan.Relations.FirstOrDefault(relation => relation.Symbol == name) is { } relation)
        {
            return relation.Value;
        }

        string text = DimensionExpression.TryParse(name)?.ToString() ?? name;
        return model.Plan.Inputs.Concat(model.Plan.Outputs)
            .Where(shape => shape is not null)
            .SelectMany(shape => shape!.Dimensions)
            .FirstOrDefault(dimension => dimension is { IsKnown: true, Constant: < 0, Symbol: < 0 } && dimension.Text == text);
    }

    /// <summary>A free symbol as messages show it: <c>past_sequence_length (pastSequenceLength)</c>.</summary>
    public static string Display(ProfileModel model, int symbol)
    {
        string name = model.Plan.Symbols[symbol].Name;
        return model.Parameters[symbol] == name ? ProfileText.Name(name) : $"{ProfileText.Name(name)} ({model.Parameters[symbol]})";
    }

    /// <summary>Why a name is no free symbol, and which ones there are.</summary>
    public static string WhyUnknown(ProfileModel model, string name) =>
        $"{ProfileText.Name(name)} {WhatItIs(model, name)}. {Free(model)}{Suggestion(model, name)}";

    private static string WhatItIs(ProfileModel model, string name)
    {
        foreach ((string role, ValueSignature value) in model.Signature.Inputs.Select(input => ("input", input))
            .Concat(model.Signature.Outputs.Select(output => ("output", output))))
        {
            if (value.Name == name)
            {
                return $"is an {role}, {value.Type}; profiles are keyed by symbol, not by tensor";
            }

            if (FixedAxis(value, name) is { } axis)
            {
                return axis;
            }
        }

        return model.Signature.Outputs.Any(output => SymbolsOf(output).Contains(name))
            ? "is a symbol of outputs alone, which no input decides; leave it out"
            : "is no symbol of the model";
    }

    private static string? FixedAxis(ValueSignature value, string name)
    {
        if (value.Type is TensorType { Shape: { } shape })
        {
            for (int axis = 0; axis < shape.Count; axis++)
            {
                if (shape[axis].Value is { } length && name == $"{value.Name}_axis{DimensionExpression.Number(axis)}")
                {
                    return $"is fixed at {DimensionExpression.Number(length)} by the model; leave it out";
                }
            }
        }

        return null;
    }

    private static IEnumerable<string> SymbolsOf(ValueSignature value) => value.Type is TensorType { Shape: { } shape }
        ? shape.Where(dimension => dimension.Expression is not null).SelectMany(dimension => dimension.Expression!.Symbols)
        : [];

    private static string Free(ProfileModel model)
    {
        int count = model.Plan.Symbols.Count;
        IEnumerable<string> names = Enumerable.Range(0, Math.Min(count, MaxListed)).Select(symbol => Display(model, symbol));
        return count == 0
            ? "The model has no free symbols"
            : $"The free symbols are {string.Join(", ", names)}{(count > MaxListed ? ", …" : "")}";
    }

    private static string Suggestion(ProfileModel model, string name)
    {
        string? nearest = NearestName.Find(name, model.Plan.Symbols.Select(symbol => symbol.Name).Concat(model.Parameters));
        return nearest is null ? "" : $"; did you mean {ProfileText.Name(nearest)}?";
    }
}
