namespace TypedRtx.Signatures;

/// <summary>Adds to a signature what follows from the nodes of its model.</summary>
internal static class ShapePropagation
{
    /// <summary>How often the nodes are gone through: what is learnt of symbols makes other lengths equal.</summary>
    private const int MaxRounds = 8;

    /// <param name="signature">The signature without relations.</param>
    /// <param name="irVersion">The version of the file format.</param>
    /// <param name="model">The nodes.</param>
    public static ModelSignature Follow(ModelSignature signature, long irVersion, ModelBody model)
    {
        AnonymousAxes anonymous = AnonymousAxes.Of(signature);
        SymbolOrder order = new(signature, anonymous);
        EquationSolver solver = new(order);
        LearnedRelations learned = new();
        IReadOnlyList<GraphNode> nodes = GraphLiveness.Needed(model.Graph);
        for (int round = 0; ; round++)
        {
            GraphFollower follower = new(model);
            GraphScope scope = follower.RunMain(InputsOf(signature, anonymous, learned), nodes);
            KnownTensor[] outputs = [.. signature.Outputs.Select(output => scope.Find(output.Name))];
            if (round == MaxRounds
                || !(Demands.Learn(follower.Equalities, solver, learned) || Promises.Learn(signature, outputs, order, learned)))
            {
                return signature with
                {
                    Relations = RelationsInOrder(learned),
                    Inferred = OutputShapes.Inferred(signature, outputs, learned),
                };
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, KnownTensor>> InputsOf(
        ModelSignature signature, AnonymousAxes anonymous, LearnedRelations learned)
    {
        foreach (ValueSignature input in signature.Inputs)
        {
            KnownTensor tensor = input.Type is TensorType type
                ? KnownTensor.Of(
                    type.Element,
                    type.Shape?.Select((length, axis) => learned.Apply(length.Expression ?? anonymous.SymbolOf(input.Name, axis))).ToArray())
                : KnownTensor.Unknown;
            yield return new KeyValuePair<string, KnownTensor>(input.Name, tensor);
        }
    }

    private static EquatableArray<SymbolRelation> RelationsInOrder(LearnedRelations learned) =>
        learned.Relations.OrderBy(relation => relation.Symbol, StringComparer.Ordinal).ToEquatableArray();
}
