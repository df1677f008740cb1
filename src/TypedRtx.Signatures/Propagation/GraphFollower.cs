namespace TypedRtx.Signatures;

/// <summary>
/// Goes through the nodes of a graph in order and notes what is known of each value. It never fails: a rule that gives up,
/// or arithmetic that leaves 64 bits, leaves the outputs of one node unknown.
/// </summary>
/// <remarks>A rule that finds that the run fails ends everything, unless the node stands where it may never run.</remarks>
internal sealed class GraphFollower(ModelBody model, FollowBudget budget)
{
    private readonly List<(DimensionExpression Left, DimensionExpression Right)> _equalities = [];
    private readonly HashSet<(DimensionExpression Left, DimensionExpression Right)> _known = [];
    private int _conditional;

    /// <summary>Pairs of lengths that are equal in every run that does not end in an error.</summary>
    public IReadOnlyList<(DimensionExpression Left, DimensionExpression Right)> Equalities => _equalities;

    /// <summary>Follows the main graph, and gives what is known of the named outputs.</summary>
    /// <param name="inputs">What is known of the graph's inputs.</param>
    /// <param name="nodes">The nodes that the outputs need.</param>
    public GraphScope RunMain(IEnumerable<KeyValuePair<string, KnownTensor>> inputs, IEnumerable<GraphNode> nodes)
    {
        GraphScope scope = GraphScope.OfMain(model.Opsets);
        foreach (KeyValuePair<string, ConstantTensor> constant in model.Graph.Initializers)
        {
            scope.Set(constant.Key, KnownTensor.Of(constant.Value));
        }

        // An initializer of an input's name is only its default.
        foreach (KeyValuePair<string, KnownTensor> input in inputs)
        {
            scope.Set(input.Key, input.Value);
        }

        Run(nodes, scope);
        return scope;
    }

    /// <summary>Follows a graph inside a node; nothing says that its nodes run at all.</summary>
    public IReadOnlyList<KnownTensor> RunNested(GraphBody body, IReadOnlyList<KnownTensor> inputs, GraphScope outer)
    {
        if (outer.Depth >= OnnxLimits.SubgraphDepth)
        {
            throw new NotFollowedException();
        }

        GraphScope scope = outer.Nested();
        foreach (KeyValuePair<string, ConstantTensor> constant in body.Initializers)
        {
            scope.Set(constant.Key, KnownTensor.Of(constant.Value));
        }

        for (int i = 0; i < body.Inputs.Count; i++)
        {
            scope.Set(body.Inputs[i], i < inputs.Count ? inputs[i] : KnownTensor.Unknown);
        }

        _conditional++;
        try
        {
            Run(body.Nodes, scope);
        }
        finally
        {
            _conditional--;
        }

        return [.. body.Outputs.Select(scope.Find)];
    }

    /// <summary>Notes that a run ends in an error unless two lengths are equal.</summary>
    /// <exception cref="RunFailsException">They never are.</exception>
    public void RequireEqual(DimensionExpression? left, DimensionExpression? right)
    {
        if (left is not null && right is not null && (Lengths.IsAtLeast(left - right, 1) || Lengths.IsAtLeast(right - left, 1)))
        {
            throw new RunFailsException();
        }

        ExpectEqual(left, right);
    }

    /// <summary>Notes that two lengths are meant to be equal.</summary>
    public void ExpectEqual(DimensionExpression? left, DimensionExpression? right)
    {
        if (_conditional == 0 && left is not null && right is not null && left != right
            && !CutLength.Occurs(left) && !CutLength.Occurs(right)
            && _equalities.Count < OnnxLimits.FollowedEqualities
            && _known.Add((left, right)))
        {
            _equalities.Add((left, right));
        }
    }

    private void Run(IEnumerable<GraphNode> nodes, GraphScope scope)
    {
        foreach (GraphNode node in nodes)
        {
            IReadOnlyList<KnownTensor> results = budget.TryTakeNode(node) ? Call(node, scope) : [];
            for (int i = 0; i < node.Outputs.Count; i++)
            {
                if (node.Outputs[i].Length > 0)
                {
                    budget.Take(i < results.Count ? results[i] : null);
                    scope.Set(node.Outputs[i], i < results.Count ? results[i] : KnownTensor.Unknown);
                }
            }
        }
    }

    private IReadOnlyList<KnownTensor> Call(GraphNode node, GraphScope scope)
    {
        try
        {
            OperatorCall call = new(node, this, scope);
            return model.Functions.TryGetValue(node.Operator, out FunctionBody? function) ? Inline(function, call, node, scope)
                : OperatorTable.Find(node.Operator) is { } rule ? rule(call)
                : [];
        }
        catch (Exception e) when (
            e is NotFollowedException or ArithmeticException or ArgumentException or InvalidOperationException or IndexOutOfRangeException
            || (e is RunFailsException && _conditional > 0))
        {
            // The later three come from nodes that no runtime accepts: rules need not look for every way to be wrong.
            return [];
        }
    }

    private List<KnownTensor> Inline(FunctionBody function, OperatorCall call, GraphNode node, GraphScope scope)
    {
        if (scope.Depth >= OnnxLimits.FunctionDepth)
        {
            throw new NotFollowedException();
        }

        GraphScope inner = scope.OfFunction(function, name =>
            node.Attributes.ContainsKey(name) ? call.Attribute(name)
            : function.Defaults.TryGetValue(name, out NodeAttribute? value) ? value
            : null);
        for (int i = 0; i < function.Inputs.Count; i++)
        {
            if (call.HasInput(i))
            {
                inner.Set(function.Inputs[i], call.Input(i));
            }
        }

        Run(function.Nodes, inner);
        return [.. function.Outputs.Select(inner.Find)];
    }
}
