namespace TypedRtx.Signatures;

/// <summary>Follows one model as often as wanted, each time with other lengths of the inputs.</summary>
internal sealed class ModelRun
{
    private readonly ModelSignature _signature;
    private readonly ModelBody _model;
    private readonly AnonymousAxes _anonymous;
    private readonly IReadOnlyList<GraphNode> _nodes;
    private readonly FollowBudget _budget;

    public ModelRun(ModelSignature signature, ModelBody model, AnonymousAxes anonymous)
    {
        _signature = signature;
        _model = model;
        _budget = new FollowBudget(model);
        _anonymous = anonymous;
        _nodes = GraphLiveness.Needed(model.Graph);
    }

    /// <summary>Whether following on would find nothing more.</summary>
    public bool IsSpent => _budget.IsSpent;

    /// <summary>The number of nodes gone through each time, those inside of nodes left aside.</summary>
    public int NodeCount => _nodes.Count;

    /// <summary>Follows the model.</summary>
    /// <param name="lengthOf">What is put in the place of a length that an input states.</param>
    public FollowedOutputs Follow(Func<DimensionExpression, DimensionExpression?> lengthOf)
    {
        GraphFollower follower = new(_model, _budget);
        try
        {
            GraphScope scope = follower.RunMain(Inputs(lengthOf), _nodes);
            return new FollowedOutputs(
                [.. _signature.Outputs.Select(output => output.Type is TensorType ? ShapeOf(scope.Find(output.Name)) : null)],
                follower.Equalities,
                Fails: false);
        }
        catch (RunFailsException)
        {
            return new FollowedOutputs(
                new IReadOnlyList<DimensionExpression?>?[_signature.Outputs.Count], follower.Equalities, Fails: true);
        }
    }

    private static DimensionExpression?[]? ShapeOf(KnownTensor output) => output.Shape is { } shape
        ? [.. shape.Select(length => length is null || CutLength.Occurs(length) ? null : length)]
        : null;

    private IEnumerable<KeyValuePair<string, KnownTensor>> Inputs(Func<DimensionExpression, DimensionExpression?> lengthOf)
    {
        foreach (ValueSignature input in _signature.Inputs)
        {
            KnownTensor tensor = input.Type is TensorType type
                ? KnownTensor.Of(
                    type.Element,
                    type.Shape?.Select((length, axis) =>
                        (length.Expression ?? _anonymous.SymbolOf(input.Name, axis)) is { } stated ? lengthOf(stated) : null).ToArray())
                : KnownTensor.Unknown;
            yield return new KeyValuePair<string, KnownTensor>(input.Name, tensor);
        }
    }
}

/// <summary>What following a model gives.</summary>
/// <param name="Shapes">The shape of each output; null where its rank is unknown or it is no tensor.</param>
/// <param name="Equalities">Pairs of lengths that are equal in every run that does not end in an error.</param>
/// <param name="Fails">Whether every run ends in an error.</param>
internal sealed record FollowedOutputs(
    IReadOnlyList<DimensionExpression?>?[] Shapes,
    IReadOnlyList<(DimensionExpression Left, DimensionExpression Right)> Equalities,
    bool Fails);
