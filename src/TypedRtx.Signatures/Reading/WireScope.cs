using System.Text;

namespace TypedRtx.Signatures;

/// <summary>
/// Walks the fields of one protobuf message. Nothing of a field's payload is read unless asked for: the next
/// <see cref="MoveNext"/> goes on behind it.
/// </summary>
internal ref struct WireScope
{
    private const int MaxVarintLength = 10;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly WireInput _input;
    private readonly long _end;
    private readonly int _depth;
    private readonly string _message;
    private ulong _value;
    private long _payload;
    private long _next;

    private WireScope(WireInput input, long start, long end, string message, int depth)
    {
        _input = input;
        _next = start;
        FieldStart = start;
        _end = end;
        _message = message;
        _depth = depth;
    }

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>How the current field is stored.</summary>
    public WireType Type { get; private set; }

    /// <summary>The byte at which the current field begins.</summary>
    public long FieldStart { get; private set; }

    /// <summary>The byte at which the current field's payload begins.</summary>
    public readonly long PayloadStart => _payload;

    /// <summary>The bytes of the current field's payload.</summary>
    public readonly long PayloadLength => _next - _payload;

    /// <summary>The message that fills the whole input.</summary>
    public static WireScope Root(WireInput input, string message) => new(input, 0, input.Length, message, depth: 1);

    /// <summary>Goes on to the next field; false at the end of the message.</summary>
    public bool MoveNext()
    {
        if (_next >= _end)
        {
            return false;
        }

        FieldStart = _next;
        _input.Position = _next;
        ulong tag = ReadVarint();
        if (tag >> 3 is 0 or > 0x1FFFFFFF)
        {
            throw Malformed($"field number {tag >> 3} does not exist (1 to 536870911 do).");
        }

        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        long length = 0;
        switch (Type)
        {
            case WireType.Varint:
                _value = ReadVarint();
                break;
            case WireType.Fixed64:
                length = 8;
                break;
            case WireType.Fixed32:
                length = 4;
                break;
            case WireType.Bytes:
                length = ReadLength();
                break;
            default:
                throw Malformed($"field {Field} is stored in a way (wire type {(int)Type}) that ONNX does not use.");
        }

        _payload = _input.Position;
        if (length > _end - _payload)
        {
            throw TooShort(length - (_end - _payload));
        }

        _next = _payload + length;
        return true;
    }

    /// <summary>The current field as a message of its own.</summary>
    public readonly WireScope Enter(string message)
    {
        Require(WireType.Bytes);
        if (_depth >= OnnxLimits.MessageDepth)
        {
            throw Limit("messages nest deeper than", OnnxLimits.MessageDepth);
        }

        return new WireScope(_input, _payload, _next, message, _depth + 1);
    }

    /// <summary>The current field as a whole number.</summary>
    public readonly long Int64()
    {
        Require(WireType.Varint);
        return unchecked((long)_value);
    }

    /// <summary>The current field as a name: UTF-8 without NUL, of a bounded length.</summary>
    public readonly string Name(int maxLength = OnnxLimits.NameLength)
    {
        byte[] bytes = Bytes(maxLength);
        try
        {
            string name = StrictUtf8.GetString(bytes);
            return name.Contains('\0')
                ? throw Malformed($"field {Field} is a name with a NUL, where native libraries would cut it off.")
                : name;
        }
        catch (ArgumentException e)
        {
            throw Error(
                OnnxFormatError.Malformed,
                $"field {Field} is a name that is not valid UTF-8. Export the model again with a valid name.",
                e);
        }
    }

    /// <summary>The current field as text that is only shown; bytes that are not UTF-8 are replaced.</summary>
    public readonly string Text(int maxLength) => Encoding.UTF8.GetString(Bytes(maxLength));

    /// <summary>The current field as numbers, whether they stand alone or packed.</summary>
    public readonly void AppendInt64(List<long> numbers, int maxCount)
    {
        if (Type == WireType.Varint)
        {
            numbers.Add(unchecked((long)_value));
        }
        else
        {
            Require(WireType.Bytes);
            WireScope packed = new(_input, _payload, _next, _message, _depth) { FieldStart = FieldStart };
            _input.Position = _payload;
            while (_input.Position < _next && numbers.Count <= maxCount)
            {
                numbers.Add(unchecked((long)packed.ReadVarint()));
            }
        }

        if (numbers.Count > maxCount)
        {
            throw Limit($"field {Field} has more numbers than", maxCount);
        }
    }

    /// <summary>The current field as bytes, of a bounded number.</summary>
    public readonly byte[] Bytes(int maxLength)
    {
        Require(WireType.Bytes);
        if (PayloadLength > maxLength)
        {
            throw Error(
                OnnxFormatError.LimitExceeded,
                $"field {Field} has {DimensionExpression.Number(PayloadLength)} bytes; the limit is "
                + $"{DimensionExpression.Number(maxLength)}.");
        }

        _input.Position = _payload;
        return _input.ReadBytes((int)PayloadLength);
    }

    /// <summary>The current field as a 32-bit float.</summary>
    public readonly float Float32()
    {
        Require(WireType.Fixed32);
        _input.Position = _payload;
        return FloatOf(ReadFixed32());
    }

    /// <summary>The current field as 32-bit floats, whether they stand alone or packed.</summary>
    public readonly void AppendFloat32(List<float> numbers, int maxCount)
    {
        if (Type == WireType.Fixed32)
        {
            numbers.Add(Float32());
        }
        else
        {
            Require(WireType.Bytes);
            if (PayloadLength % sizeof(float) != 0)
            {
                throw Malformed($"field {Field} is no whole number of 32-bit floats.");
            }

            _input.Position = _payload;
            while (_input.Position < _next && numbers.Count <= maxCount)
            {
                numbers.Add(FloatOf(ReadFixed32()));
            }
        }

        if (numbers.Count > maxCount)
        {
            throw Limit($"field {Field} has more numbers than", maxCount);
        }
    }

    /// <summary>The float that has these bits.</summary>
    public static float FloatOf(uint bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);

    /// <summary>Refuses a second field of this number; protobuf would merge the two.</summary>
    public readonly void RequireFirst(bool isFirst)
    {
        if (!isFirst)
        {
            throw Malformed($"field {Field} stands twice. Readers differ in what that means, so it is refused.");
        }
    }

    public readonly OnnxFormatException Malformed(string message) => Error(OnnxFormatError.Malformed, message);

    public readonly OnnxFormatException Invalid(string message) => Error(OnnxFormatError.Invalid, message);

    public readonly OnnxFormatException Outside(string message) => Error(OnnxFormatError.ExternalOutside, message);

    public readonly OnnxFormatException Limit(string what, long limit) =>
        Error(OnnxFormatError.LimitExceeded, $"{what} {DimensionExpression.Number(limit)}, the limit.");

    private readonly OnnxFormatException Error(OnnxFormatError kind, string message, Exception? inner = null) =>
        new(kind, FieldStart, $"At byte {DimensionExpression.Number(FieldStart)}, in {_message}: {message}", inner);

    private readonly OnnxFormatException TooShort(long missing) => _end == _input.Length && _depth == 1
        ? new OnnxFormatException(
            OnnxFormatError.Truncated,
            _input.Length,
            $"The file ends at byte {DimensionExpression.Number(_input.Length)}, {DimensionExpression.Number(missing)} "
            + $"{(missing == 1 ? "byte" : "bytes")} or more too early: a field of {_message} begins at byte "
            + $"{DimensionExpression.Number(FieldStart)} and does not end. Copy or download the file again.")
        : Malformed($"a field needs {DimensionExpression.Number(missing)} more bytes than its message has left.");

    private readonly void Require(WireType expected)
    {
        if (Type != expected)
        {
            throw Malformed($"field {Field} is stored as {Type}, where ONNX stores {expected}.");
        }
    }

    private readonly uint ReadFixed32()
    {
        uint value = 0;
        for (int i = 0; i < sizeof(uint); i++)
        {
            value |= (uint)_input.ReadByte() << (8 * i);
        }

        return value;
    }

    private readonly long ReadLength()
    {
        ulong length = ReadVarint();
        return length <= OnnxLimits.FileLength
            ? (long)length
            : throw Malformed($"field {Field} claims a length of {length} bytes.");
    }

    private readonly ulong ReadVarint()
    {
        ulong value = 0;
        for (int i = 0; i < MaxVarintLength; i++)
        {
            if (_input.Position >= _end)
            {
                throw TooShort(missing: 1);
            }

            byte next = _input.ReadByte();
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return i < MaxVarintLength - 1 || next <= 1
                    ? value
                    : throw Malformed("a number has more than 64 bits.");
            }
        }

        throw Malformed("a number takes more than 10 bytes.");
    }
}
