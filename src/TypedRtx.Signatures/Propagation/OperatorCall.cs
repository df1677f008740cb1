namespace TypedRtx.Signatures;

/// <summary>A node with what is known of its inputs: all that a rule looks at.</summary>
internal sealed class OperatorCall
{
    private readonly GraphNode _node;
    private readonly GraphFollower _follower;
    private readonly GraphScope _scope;
    private readonly KnownTensor?[] _inputs;

    public OperatorCall(GraphNode node, GraphFollower follower, GraphScope scope)
    {
        _node = node;
        _follower = follower;
        _scope = scope;
        _inputs = [.. node.Inputs.Select(name => name.Length == 0 ? null : scope.Find(name))];
        Version = scope.VersionOf(node.Operator.Domain);
    }

    /// <summary>The name of the operator.</summary>
    public string Operator => _node.Operator.Name;

    /// <summary>The version of the operator set that the node is written in.</summary>
    public long Version { get; }

    /// <summary>The number of inputs up to the last one that is given.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>The number of outputs up to the last one that is wanted.</summary>
    public int OutputCount => _node.Outputs.Count;

    /// <summary>The inputs that are given.</summary>
    public IEnumerable<KnownTensor> Inputs => _inputs.Where(input => input is not null)!;

    /// <summary>What is known of an input; <see cref="KnownTensor.Unknown"/> also where it is left out.</summary>
    public KnownTensor Input(int index) => index < _inputs.Length ? _inputs[index] ?? KnownTensor.Unknown : KnownTensor.Unknown;

    /// <summary>Whether an input is given.</summary>
    public bool HasInput(int index) => index < _inputs.Length && _inputs[index] is not null;

    /// <summary>The shape of an input.</summary>
    /// <exception cref="NotFollowedException">Its rank is unknown.</exception>
    public IReadOnlyList<DimensionExpression?> Shape(int input) => Input(input).Shape ?? throw new NotFollowedException();

    /// <summary>The elements of an input.</summary>
    /// <exception cref="NotFollowedException">How many there are is unknown.</exception>
    public IReadOnlyList<KnownNumber?> Numbers(int input) => Input(input).Numbers ?? throw new NotFollowedException();

    /// <summary>The elements of an input as plain integers.</summary>
    /// <exception cref="NotFollowedException">One of them is none.</exception>
    public IReadOnlyList<long> Constants(int input) =>
        [.. Numbers(input).Select(number => number?.Constant ?? throw new NotFollowedException())];

    /// <summary>Whether an attribute is given.</summary>
    public bool HasAttribute(string name) => Attribute(name) is not null;

    public NodeAttribute? Attribute(string name) =>
        _node.Attributes.TryGetValue(name, out NodeAttribute? attribute) ? _scope.Resolve(attribute) : null;

    public long Int(string name, long missing) =>
        Attribute(name) is { } attribute ? attribute.Int ?? throw new NotFollowedException() : missing;

    public string Text(string name, string missing) =>
        Attribute(name) is { } attribute ? attribute.Text ?? throw new NotFollowedException() : missing;

    /// <summary>A list of integers; null when the attribute is left out.</summary>
    public IReadOnlyList<long>? Ints(string name) =>
        Attribute(name) is { } attribute ? attribute.Ints ?? throw new NotFollowedException() : null;

    /// <summary>A list of floats; null when the attribute is left out.</summary>
    public IReadOnlyList<float>? Floats(string name) =>
        Attribute(name) is { } attribute ? attribute.Floats ?? throw new NotFollowedException() : null;

    /// <summary>Notes that a run ends in an error unless two lengths are equal.</summary>
    /// <exception cref="RunFailsException">They never are.</exception>
    public void RequireEqual(DimensionExpression? left, DimensionExpression? right) => _follower.RequireEqual(left, right);

    /// <summary>Notes that two lengths are meant to be equal, though the runtime lets some runs pass in which they are not.</summary>
    public void ExpectEqual(DimensionExpression? left, DimensionExpression? right) => _follower.ExpectEqual(left, right);

    /// <summary>What is known of the outputs of a graph inside the node.</summary>
    public IReadOnlyList<KnownTensor> Run(GraphBody body, IReadOnlyList<KnownTensor> inputs) =>
        _follower.RunNested(body, inputs, _scope);

    /// <summary>An axis counted from the front.</summary>
    /// <exception cref="NotFollowedException">There is no such axis.</exception>
    public static int AxisOf(long axis, int rank)
    {
        long result = axis < 0 ? axis + rank : axis;
        return result >= 0 && result < rank ? (int)result : throw new NotFollowedException();
    }
}
