namespace TypedRtx.Runtime;

public ref partial struct RunScope
{
    /// <summary>Sets a tensor input of packed elements; one that was not given is left out.</summary>
    public void Set<T>(int input, PackedTensorView<T> value)
        where T : struct, IPackedElement<T>
    {
        if (!value.IsSupplied || _buffers.Input(input) is not { } bound)
        {
            return;
        }

        if (!_copies && bound.ByteLength >= CopyBelowBytes && _pinned < MaxPinned)
        {
            _pinnedInputs[_pinned] = input;
            Pin(value.Bytes);
            return;
        }

        try
        {
            value.Bytes.CopyTo(_buffers.OwnInput(input).Bytes);
        }
        catch
        {
            _buffers.Dispose();
            throw;
        }
    }
}
