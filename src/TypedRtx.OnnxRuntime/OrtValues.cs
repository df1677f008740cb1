using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>Makes and reads sequences, maps and optionals.</summary>
internal static unsafe class OrtValues
{
    private const int Sequence = 2;
    private const int Map = 3;

    /// <summary>Makes a value that holds copies; to be released.</summary>
    /// <param name="session">The session.</param>
    /// <param name="info">The input, for messages.</param>
    /// <param name="type">The type that the model declares.</param>
    /// <param name="value">What to copy; not an absent optional, which has no value.</param>
    public static nint Create(OrtSession session, OrtTensorInfo info, OnnxType type, OnnxValue value) => value switch
    {
        _ when type is OptionalType optional => Create(session, info, optional.Element, value),
        SequenceValue { Items.Count: 0 } => OrtEmptySequences.Create(session.Environment, (SequenceType)type),
        SequenceValue sequence => Combine(session, info, Sequence, ((SequenceType)type).Element, sequence.Items),
        MapValue map => Combine(session, info, Map, null, [map.Keys, map.Values]),
        _ => OrtTensorCopies.Create(session.Environment, info, (TensorValue)value),
    };

    /// <summary>Copies a value that the library made.</summary>
    /// <param name="session">The session.</param>
    /// <param name="info">The output, for messages.</param>
    /// <param name="type">The type that the model declares.</param>
    /// <param name="value">The value, which stays the caller's.</param>
    public static OnnxValue Read(OrtSession session, OrtTensorInfo info, OnnxType type, nint value)
    {
        ref readonly OrtApi api = ref session.Environment.Library.Api;
        switch (type)
        {
            case OptionalType optional:
                int hasValue;
                Check(api, api.HasValue(value, &hasValue), info);
                return hasValue == 0 ? AbsentValue.Instance : Read(session, info, optional.Element, value);
            case SequenceType sequence:
                nuint count;
                Check(api, api.GetValueCount(value, &count), info);
                OnnxValue[] items = new OnnxValue[checked((int)count)];
                for (int i = 0; i < items.Length; i++)
                {
                    items[i] = ReadPart(session, info, sequence.Element, value, i);
                }

                return new SequenceValue(items);
            case MapType map:
                return new MapValue(
                    (TensorValue)ReadPart(session, info, new TensorType(map.Key, null), value, 0),
                    (TensorValue)ReadPart(session, info, map.Value, value, 1));
            case TensorType tensor:
                return OrtTensorCopies.Read(session.Environment, info.Of(tensor), value);
            default:
                throw new NotSupportedException($"'{info.Name}' is {type}, which ONNX Runtime does not hand over.");
        }
    }

    private static OnnxValue ReadPart(OrtSession session, OrtTensorInfo info, OnnxType type, nint value, int index)
    {
        ref readonly OrtApi api = ref session.Environment.Library.Api;
        nint part;
        Check(api, api.GetValue(value, index, session.Environment.Allocator, &part), info);
        try
        {
            return Read(session, info, type, part);
        }
        finally
        {
            api.ReleaseValue(part);
        }
    }

    // The library takes references of its own to the parts.
    private static nint Combine(
        OrtSession session,
        OrtTensorInfo info,
        int kind,
        OnnxType? element,
        IReadOnlyList<OnnxValue> parts)
    {
        ref readonly OrtApi api = ref session.Environment.Library.Api;
        nint[] values = new nint[parts.Count];
        try
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = element is null
                    ? OrtTensorCopies.Create(session.Environment, info, (TensorValue)parts[i])
                    : Create(session, info, element, parts[i]);
            }

            nint combined;
            fixed (nint* first = values)
            {
                nint status = api.CreateValue(first, (nuint)values.Length, kind, &combined);
                OrtStatus.ThrowIfFailed(api, status, $"make a value for '{info.Name}'");
            }

            return combined;
        }
        finally
        {
            foreach (nint value in values)
            {
                if (value != 0)
                {
                    api.ReleaseValue(value);
                }
            }
        }
    }

    private static void Check(in OrtApi api, nint status, OrtTensorInfo info)
    {
        if (status != 0)
        {
            OrtStatus.ThrowIfFailed(api, status, $"read the output '{info.Name}'");
        }
    }
}
