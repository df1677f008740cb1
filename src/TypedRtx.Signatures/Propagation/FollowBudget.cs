namespace TypedRtx.Signatures;

/// <summary>
/// How much is spent on one model, all rounds and cases together. What is left over stays unknown. Counted and never timed, so
/// that one model gives one signature on every machine.
/// </summary>
internal sealed class FollowBudget
{
    private int _nodes;
    private int _characters = OnnxLimits.FollowedCharacters;

    /// <summary>A small file may call its functions as often as it likes, so what is spent goes by the nodes that stand in it.</summary>
    public FollowBudget(ModelBody model)
    {
        long nodes = model.Graph.Nodes.Count + model.Functions.Values.Sum(function => (long)function.Nodes.Count);
        _nodes = (int)Math.Min(
            OnnxLimits.FollowedSteps, OnnxLimits.FollowedStepsOfSmall + (nodes * OnnxLimits.FollowedStepsPerNode));
    }

    public bool IsSpent => _nodes <= 0 || _characters <= 0;

    /// <summary>Takes a node with all its names from what is left; false when nothing is.</summary>
    public bool TryTakeNode(GraphNode node)
    {
        if (IsSpent)
        {
            return false;
        }

        _nodes -= 1 + ((node.Inputs.Count + node.Outputs.Count) / 16);
        return true;
    }

    /// <summary>Takes what was found out: long arithmetic takes long.</summary>
    public void Take(KnownTensor? result)
    {
        foreach (DimensionExpression? length in result?.Shape ?? [])
        {
            _characters -= length is null or { IsConstant: true } ? 1 : length.ToString().Length;
        }

        foreach (KnownNumber? number in result?.Numbers ?? [])
        {
            _characters -= number is null || number.Numerator.IsConstant ? 1 : number.Numerator.ToString().Length;
        }

        // Far below 0 is as good as 0.
        _characters = Math.Max(_characters, -1);
    }
}
