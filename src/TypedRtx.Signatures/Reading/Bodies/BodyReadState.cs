namespace TypedRtx.Signatures;

/// <summary>
/// What is kept of a model's nodes, counted. Past a limit the whole reading of nodes is given up: the model stays
/// valid, its shapes are just not followed.
/// </summary>
internal sealed class BodyReadState
{
    private int _nodes;
    private int _items;
    private int _numbers;
    private long _nameLength;

    public void CountNode(in WireScope scope)
    {
        if (++_nodes > OnnxLimits.FollowedNodes)
        {
            throw scope.Limit("shapes are not followed through more nodes than", OnnxLimits.FollowedNodes);
        }
    }

    /// <summary>Counts a name, attribute, tensor or graph, each of which takes memory of its own.</summary>
    public void CountItem(in WireScope scope)
    {
        if (++_items > OnnxLimits.FollowedItems)
        {
            throw scope.Limit("shapes are not followed through more names than", OnnxLimits.FollowedItems);
        }
    }

    /// <summary>Counts the numbers of an attribute or tensor.</summary>
    public void CountNumbers(int count, in WireScope scope)
    {
        _numbers += count;
        if (_numbers > OnnxLimits.FollowedNumbers)
        {
            throw scope.Limit("shapes are not followed through more numbers than", OnnxLimits.FollowedNumbers);
        }
    }

    /// <summary>Reads a name that is kept.</summary>
    public string Name(in WireScope scope)
    {
        CountItem(scope);
        _nameLength += scope.PayloadLength;
        if (_nameLength > OnnxLimits.FollowedNameLength)
        {
            throw scope.Limit("shapes are not followed through names of more bytes than", OnnxLimits.FollowedNameLength);
        }

        return scope.Name();
    }
}
