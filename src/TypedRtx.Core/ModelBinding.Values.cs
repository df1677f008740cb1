using TypedRtx.Runtime;

namespace TypedRtx;

public abstract partial class ModelBinding
{
    /// <summary>The sequence, map or optional that an input was set to; null while it is absent.</summary>
    protected T? WrittenValue<T>(int input)
        where T : class => (T?)_values[input];

    /// <summary>Copies a sequence, a map or an optional in, for this and later runs.</summary>
    /// <exception cref="ArgumentNullException">Nothing is given for an input that is no optional.</exception>
    /// <exception cref="ArgumentException">An item, a key or a string is null.</exception>
    protected void WriteValue(int input, InputValue value)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _buffers.SetValue(input, value);
        _values[input] = value.Source;
    }

    /// <summary>An output of the last run that is a sequence, a map or an optional.</summary>
    /// <exception cref="InvalidOperationException">There was no run yet.</exception>
    protected OutputValue ReadValue(int output)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _buffers.Value(output) ?? throw new InvalidOperationException(
            $"{_runtime.Model.Name}: output '{_runtime.Model.Outputs[output].Name}' has no value yet. Call Run() before reading it.");
    }

    private void RequireValues()
    {
        foreach (int input in _requiredValues)
        {
            if (_values[input] is null)
            {
                ModelInput missing = _runtime.Model.Inputs[input];
                throw new InvalidOperationException(
                    $"{_runtime.Model.Name}: input {missing.Display} is {missing.Type} and was not set. Set it before Run().");
            }
        }
    }
}
