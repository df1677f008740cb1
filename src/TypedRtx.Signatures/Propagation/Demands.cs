namespace TypedRtx.Signatures;

/// <summary>Learns from lengths that operators want equal: other inputs end a run in an error.</summary>
internal static class Demands
{
    /// <summary>Whether anything new was learnt.</summary>
    public static bool Learn(
        IReadOnlyList<(DimensionExpression Left, DimensionExpression Right)> equalities, EquationSolver solver, LearnedRelations learned)
    {
        bool isNew = false;
        foreach ((DimensionExpression left, DimensionExpression right) in equalities)
        {
            try
            {
                isNew |= solver.Solve(learned.Apply(left)!, learned.Apply(right)!) is { } relation && learned.TryAdd(relation);
            }
            catch (ArithmeticException)
            {
                // Lengths too large to be subtracted teach nothing.
            }
        }

        return isNew;
    }
}
