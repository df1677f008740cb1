namespace TypedRtx.Signatures;

/// <summary>
/// Bytes of a seekable stream through a small window: a few hundred bytes after a jump, more while reading goes
/// straight on, so that passing over weights costs one short read and passing over many small nodes few long ones.
/// </summary>
internal sealed class WireInput
{
    /// <summary>Bytes read after a jump. Measured: larger windows cost more per tensor than they save.</summary>
    public const int SmallWindow = 512;

    /// <summary>Bytes read at most at once.</summary>
    public const int LargeWindow = 4 * 1024;

    private readonly Stream _stream;
    private readonly long _origin;
    private readonly byte[] _window = new byte[LargeWindow];
    private long _windowStart;
    private int _windowLength;
    private int _windowSize = SmallWindow;

    public WireInput(Stream stream)
    {
        _stream = stream;
        _origin = stream.Position;
        Length = Math.Max(0, stream.Length - _origin);
    }

    /// <summary>The number of bytes from where reading began to the end.</summary>
    public long Length { get; }

    /// <summary>The next byte, from where reading began. Setting it reads nothing.</summary>
    public long Position { get; set; }

    /// <summary>Reads one byte; the caller knows that it lies before <see cref="Length"/>.</summary>
    public byte ReadByte()
    {
        if (Position < _windowStart || Position >= _windowStart + _windowLength)
        {
            Fill();
        }

        byte value = _window[(int)(Position - _windowStart)];
        Position++;
        return value;
    }

    /// <summary>Reads bytes that the caller knows to lie before <see cref="Length"/>.</summary>
    public byte[] ReadBytes(int count)
    {
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count)
        {
            if (Position < _windowStart || Position >= _windowStart + _windowLength)
            {
                Fill();
            }

            int offset = (int)(Position - _windowStart);
            int available = Math.Min(count - done, _windowLength - offset);
            Array.Copy(_window, offset, bytes, done, available);
            done += available;
            Position += available;
        }

        return bytes;
    }

    private void Fill()
    {
        long jump = Position - (_windowStart + _windowLength);
        bool goesOn = _windowLength > 0 && jump is >= 0 and < SmallWindow;
        _windowSize = goesOn ? Math.Min(_windowSize * 2, LargeWindow) : SmallWindow;
        _stream.Position = _origin + Position;
        _windowStart = Position;
        _windowLength = _stream.Read(_window, 0, (int)Math.Min(_windowSize, Length - Position));
        if (_windowLength <= 0)
        {
            _windowLength = 0;
            throw new OnnxFormatException(
                OnnxFormatError.Truncated,
                Position,
                $"The file had {Length} bytes when reading began and now ends at byte {Position}: it changed while it "
                + "was read. Write models to a temporary name and rename them.");
        }
    }
}
