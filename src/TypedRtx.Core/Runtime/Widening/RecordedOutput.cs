using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>What an output of a binding was last set to.</summary>
internal sealed class RecordedOutput
{
    private TensorMemory? _memory;
    private TensorShape _shape;
    private bool _isOpen;

    /// <summary>Takes memory.</summary>
    public void Set(TensorMemory memory, in TensorShape shape)
    {
        _memory = memory;
        _shape = shape;
        _isOpen = false;
    }

    /// <summary>Leaves the output to the backend.</summary>
    public void LeaveOpen()
    {
        _memory = null;
        _isOpen = true;
    }

    /// <summary>Sets the same on another binding; nothing where nothing was set.</summary>
    public void Replay(int output, ISessionBinding target)
    {
        if (_isOpen)
        {
            target.SetOutput(output);
        }
        else if (_memory is not null)
        {
            target.SetOutput(output, _memory, _shape);
        }
    }
}
