namespace TypedRtx.Signatures;

/// <summary>What is known of a node's outputs from what is known of its inputs; outputs left out are unknown.</summary>
/// <exception cref="NotFollowedException">Nothing can be told.</exception>
internal delegate IReadOnlyList<KnownTensor> OperatorRule(OperatorCall call);

/// <summary>The rule for each operator whose shapes are followed, by domain and name.</summary>
internal static class OperatorTable
{
    private const string Microsoft = "com.microsoft";

    private static readonly Dictionary<(string Domain, string Name), OperatorRule> Rules = Build();

    /// <summary>The rule of an operator; null when it is not followed.</summary>
    public static OperatorRule? Find(OperatorName name) =>
        name.Overload.Length == 0 && Rules.TryGetValue((name.Domain, name.Name), out OperatorRule? rule) ? rule : null;

    private static Dictionary<(string Domain, string Name), OperatorRule> Build()
    {
        Dictionary<(string Domain, string Name), OperatorRule> rules = [];
        foreach (RuleFamily family in RuleFamily.All)
        {
            foreach (string name in family.Names.Split(' '))
            {
                rules.Add((family.IsMicrosoft ? Microsoft : "", name), family.Rule);
            }
        }

        return rules;
    }
}
