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
    private int _version;

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

    /// <summary>Changes with what is known; buffers that were bound under another version bind again.</summary>
    public int Version => Volatile.Read(ref _version);

    public bool TryGet(int output, out TensorShape shape)
    {
        lock (_gate)
        {
            shape = _shapes[output];
            return shape.IsSupplied;
        }
    }

    /// <summary>Remembers the shape that an output had.</summary>
    public void Learn(int output, in TensorShape shape)
    {
        lock (_gate)
        {
            if (_learns && !_shapes[output].IsSupplied)
            {
                _shapes[output] = shape;
                _isLearnt[output] = true;
                _version++;
            }
        }
    }

    /// <summary>
    /// A shape that was bound under a version was wrong. Forgets what was learnt, and if that is nothing, what the model
    /// declares; false when nothing is left to forget, so that binding again would change nothing.
    /// </summary>
    public bool Forget(int version)
    {
        lock (_gate)
        {
            // Other buffers of this key met the same before: what they forgot is not blamed a second time.
            if (version != _version)
            {
                return true;
            }

            _learns = false;
            if (!Forget(learntOnly: true) && !Forget(learntOnly: false))
            {
                return false;
            }

            _version++;
            return true;
        }
    }

    private bool Forget(bool learntOnly)
    {
        bool any = false;
        for (int i = 0; i < _shapes.Length; i++)
        {
            if (_shapes[i].IsSupplied && (_isLearnt[i] || !learntOnly))
            {
                _shapes[i] = default;
                any = true;
            }
        }

        return any;
    }
}
