namespace TypedRtx.Runtime;

/// <summary>
/// What is known of the outputs' shapes under one key: from the symbols, or learnt from a run. Data-dependent shapes show
/// when a learnt one turns out wrong; then nothing is learnt any more.
/// </summary>
internal sealed class OutputShapes
{
    private readonly Lock _gate = new();
    private readonly TensorShape[] _shapes;
    private readonly bool[] _isLearnt;
    private bool _learns = true;

    public OutputShapes(ModelDescriptor model, ReadOnlySpan<int> key)
    {
        Key = key.ToArray();
        _shapes = new TensorShape[model.Outputs.Length];
        _isLearnt = new bool[_shapes.Length];
        for (int i = 0; i < _shapes.Length; i++)
        {
            KeyReader.TryShape(model.Outputs[i].Shape, key[..model.SymbolNames.Length], out _shapes[i]);
        }
    }

    public int[] Key { get; }

    public bool TryGet(int output, out TensorShape shape)
    {
        lock (_gate)
        {
            shape = _shapes[output];
            return shape.IsSupplied;
        }
    }

    /// <summary>Remembers the shape that an output had; true when that is news.</summary>
    public bool Learn(int output, in TensorShape shape)
    {
        lock (_gate)
        {
            bool isNews = _learns && !_shapes[output].IsSupplied;
            if (isNews)
            {
                _shapes[output] = shape;
                _isLearnt[output] = true;
            }

            return isNews;
        }
    }

    /// <summary>
    /// A bound shape was wrong. Forgets what was learnt, the next time what the model declares too; false when nothing is left.
    /// </summary>
    public bool Forget()
    {
        lock (_gate)
        {
            bool any = false;
            for (int i = 0; i < _shapes.Length; i++)
            {
                if (_shapes[i].IsSupplied && (_isLearnt[i] || !_learns))
                {
                    _shapes[i] = default;
                    any = true;
                }
            }

            bool firstTime = _learns;
            _learns = false;
            return any || firstTime;
        }
    }
}
