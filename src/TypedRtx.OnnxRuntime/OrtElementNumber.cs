using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// The numbers of ONNXTensorElementDataType (onnxruntime_c_api.h): those of TensorProto.DataType up to float4e2m1, and
/// then in the order in which the library got the types.
/// </summary>
/// <remarks>
/// Version 1.30.0 tells these numbers of its values, but takes those of TensorProto.DataType where it makes values. So
/// which ones it takes is tried out, until it takes what it tells.
/// </remarks>
internal static unsafe class OrtElementNumber
{
    private const int UInt2 = 24;
    private const int Int2 = 25;
    private const int Float8E8M0 = 26;

    /// <summary>The number that the library tells of values of an element type.</summary>
    public static int Of(ElementType element) => element switch
    {
        ElementType.UInt2 => UInt2,
        ElementType.Int2 => Int2,
        ElementType.Float8E8M0 => Float8E8M0,
        _ => (int)element,
    };

    /// <summary>The element type of values of which the library tells a number.</summary>
    public static ElementType Find(int number) => number switch
    {
        UInt2 => ElementType.UInt2,
        Int2 => ElementType.Int2,
        Float8E8M0 => ElementType.Float8E8M0,
        _ => (ElementType)number,
    };

    /// <summary>The number that makes a value of an element type.</summary>
    public static int ToMake(OrtEnvironment environment, ElementType element)
    {
        int told = Of(element);
        return told == (int)element || !Makes(environment, (int)element, told) ? told : (int)element;
    }

    private static bool Makes(OrtEnvironment environment, int number, int told)
    {
        ref readonly OrtApi api = ref environment.Library.Api;
        byte element = 0;
        long length = 1;
        nint value;
        nint status = api.CreateTensorWithDataAsOrtValue(
            environment.HostMemoryInfo.Pointer, &element, 1, &length, 1, number, &value);
        if (status != 0)
        {
            api.ReleaseStatus(status);
            return false;
        }

        nint info;
        int made = 0;
        status = api.GetTensorTypeAndShape(value, &info);
        if (status == 0)
        {
            status = api.GetTensorElementType(info, &made);
            api.ReleaseTensorTypeAndShapeInfo(info);
        }

        api.ReleaseValue(value);
        OrtStatus.ThrowIfFailed(api, status, "tell the type of a tensor");
        return made == told;
    }
}
