namespace TypedRtx.Signatures;

/// <summary>Adds to a signature what follows from the nodes of its model.</summary>
internal static class ShapePropagation
{
    /// <summary>How often the nodes are gone through: what is learnt of symbols makes other lengths equal.</summary>
    private const int MaxRounds = 8;

    /// <param name="signature">The signature without relations.</param>
    /// <param name="model">The nodes.</param>
    public static ModelSignature Follow(ModelSignature signature, ModelBody model)
    {
        AnonymousAxes anonymous = AnonymousAxes.Of(signature);
        SymbolOrder order = new(signature, anonymous);
        EquationSolver solver = new(order);
        LearnedRelations learned = new();
        ModelRun run = new(signature, model, anonymous);
        for (int round = 0; ; round++)
        {
            FollowedOutputs found = run.Follow(learned.Apply);
            bool isLast = round == MaxRounds || run.IsSpent;
            if (!isLast && (Demands.Learn(found.Equalities, solver, learned) || Promises.Learn(signature, found.Shapes, order, learned)))
            {
                continue;
            }

            // Only when nothing else is left to be learnt: cases cost a round each.
            IReadOnlyList<DimensionExpression?>?[] shapes = run.IsSpent || IsWhole(signature, found)
                ? found.Shapes
                : ZeroCases.Extend(found, FreeSymbols(order, learned), learned.Apply, run);
            if (isLast || !Promises.Learn(signature, shapes, order, learned))
            {
                return signature with
                {
                    Relations = RelationsInOrder(learned),
                    Inferred = OutputShapes.Inferred(signature, shapes, learned),
                };
            }
        }
    }

    private static bool IsWhole(ModelSignature signature, FollowedOutputs found) =>
        found.Fails
        || signature.Outputs.Select((output, i) => output.Type is not TensorType || found.Shapes[i]?.All(length => length is not null) == true)
            .All(isWhole => isWhole);

    private static string[] FreeSymbols(SymbolOrder order, LearnedRelations learned) =>
        [.. order.InputSymbols.Where(symbol => learned.Apply(DimensionExpression.Symbol(symbol))!.SymbolName == symbol)];

    private static EquatableArray<SymbolRelation> RelationsInOrder(LearnedRelations learned) =>
        learned.Relations.OrderBy(relation => relation.Symbol, StringComparer.Ordinal).ToEquatableArray();
}
