namespace TypedRtx.TestKit;

/// <summary>A value that a model takes or gives: a <see cref="TestTensor"/> or one of the kinds below.</summary>
public abstract class TestValue;

/// <summary>A list of values.</summary>
/// <param name="items">The values.</param>
public sealed class TestSequence(params TestValue[] items) : TestValue
{
    /// <summary>The values.</summary>
    public IReadOnlyList<TestValue> Items { get; } = items;

    /// <inheritdoc/>
    public override string ToString() => $"seq of {Items.Count}";
}

/// <summary>A dictionary, as two tensors of rank 1 whose elements belong together, in any order.</summary>
/// <param name="keys">The keys: 64-bit integers or strings.</param>
/// <param name="values">The value of each key.</param>
public sealed class TestMap(TestTensor keys, TestTensor values) : TestValue
{
    /// <summary>The keys.</summary>
    public TestTensor Keys { get; } = keys;

    /// <summary>The value of each key.</summary>
    public TestTensor Values { get; } = values;

    /// <inheritdoc/>
    public override string ToString() => $"map of {Keys.Count}";
}

/// <summary>An optional that holds nothing.</summary>
public sealed class TestAbsent : TestValue
{
    private TestAbsent()
    {
    }

    /// <summary>The only one.</summary>
    public static TestAbsent Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "absent";
}
