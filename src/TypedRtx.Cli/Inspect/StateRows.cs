using System.Globalization;
using TypedRtx.Cli.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.Cli.Inspect;

/// <summary>What of a model is kept between runs, one row for each input.</summary>
internal static class StateRows
{
    public static List<(string, string)> Of(ModelFile model, StatePlan state)
    {
        List<(string, string)> rows = [];
        foreach (StatePair pair in state.Pairs)
        {
            string growth = pair.Axis < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", grows along axis {pair.Axis}");
            rows.Add((Input(model, pair.Input), $"← {SignatureText.Quote(model.Info.Signature.Outputs[pair.Output].Name)}{growth}"));
        }

        rows.AddRange(state.Filled.Select(filled => (Input(model, filled.Input), $"filled in: {Describe(filled.Rule)}")));
        rows.AddRange(state.Rejected.Select(rejected => (Input(model, rejected.Input), $"looks like state, but {rejected.Reason}")));
        return rows;
    }

    private static string Input(ModelFile model, int input) => SignatureText.Quote(model.Info.Signature.Inputs[input].Name);

    private static string Describe(FillRule rule) => rule switch
    {
        FillRule.Ones => "1 everywhere",
        FillRule.Positions => "the positions of what is new",
        FillRule.LengthBefore => "the length before the step",
        FillRule.LengthAfter => "the length after the step",
        FillRule.LastPosition => "the last position after the step",
        FillRule.IsContinued => "whether there is state already",
        _ => rule.ToString(),
    };
}
