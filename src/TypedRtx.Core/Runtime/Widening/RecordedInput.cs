using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>What an input of a binding was last set to.</summary>
internal sealed class RecordedInput
{
    private TensorMemory? _memory;
    private nint _address;
    private string[]? _strings;
    private OnnxValue? _value;
    private TensorShape _shape;

    /// <summary>The shape; not supplied where nothing or no tensor was set.</summary>
    public ref readonly TensorShape Shape => ref _shape;

    /// <summary>Takes memory, and says whether the shape is new.</summary>
    public bool Set(TensorMemory memory, in TensorShape shape)
    {
        Clear();
        _memory = memory;
        return SetShape(shape);
    }

    /// <summary>Takes the caller's memory, and says whether the shape is new.</summary>
    public bool Set(nint address, in TensorShape shape)
    {
        Clear();
        _address = address;
        return SetShape(shape);
    }

    /// <summary>Copies text, and says whether the shape is new.</summary>
    public bool Set(ReadOnlySpan<string> values, in TensorShape shape)
    {
        string[] strings = _strings?.Length == values.Length ? _strings : new string[values.Length];
        values.CopyTo(strings);
        Clear();
        _strings = strings;
        return SetShape(shape);
    }

    /// <summary>Takes a value, which is the binding's by now.</summary>
    public void Set(OnnxValue value)
    {
        Clear();
        _value = value;
        _shape = default;
    }

    /// <summary>Sets the same on another binding; nothing where nothing was set.</summary>
    public void Replay(int input, ISessionBinding target)
    {
        if (_memory is not null)
        {
            target.SetInput(input, _memory, _shape);
        }
        else if (_strings is not null)
        {
            target.SetInput(input, _strings, _shape);
        }
        else if (_value is not null)
        {
            target.SetInput(input, _value);
        }
        else if (_shape.IsSupplied)
        {
            target.SetInput(input, _address, _shape);
        }
    }

    /// <summary>Sets the same on another record, in host memory of its own; nothing where nothing was set.</summary>
    public unsafe void CopyTo(int input, RecordedBinding target, long byteLength)
    {
        if (_strings is not null)
        {
            target.SetInput(input, _strings, _shape);
        }
        else if (_value is not null)
        {
            target.SetInput(input, _value);
        }
        else if (_shape.IsSupplied)
        {
            HostMemory copy = HostMemory.Allocate(byteLength);
            if (_memory is not null)
            {
                _memory.Read(0, copy.Bytes);
            }
            else
            {
                new ReadOnlySpan<byte>((void*)_address, copy.Bytes.Length).CopyTo(copy.Bytes);
            }

            target.SetInput(input, copy, _shape);
        }
    }

    private bool SetShape(in TensorShape shape)
    {
        bool isNew = _shape != shape;
        if (isNew)
        {
            _shape = shape;
        }

        return isNew;
    }

    private void Clear()
    {
        _memory = null;
        _address = 0;
        _strings = null;
        _value = null;
    }
}
