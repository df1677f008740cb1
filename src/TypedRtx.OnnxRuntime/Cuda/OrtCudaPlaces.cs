using System.Runtime.InteropServices;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>Where a session wants its inputs and makes its outputs. A tensor elsewhere is copied by the library in each run.</summary>
/// <param name="Inputs">Whether each input is wanted on the device, in signature order.</param>
/// <param name="Outputs">Whether each output is made there.</param>
internal sealed record OrtCudaPlaces(bool[] Inputs, bool[] Outputs)
{
    private const int Cpu = 0;

    /// <summary>Whether all are on the device.</summary>
    public bool AreAllOnDevice => !Inputs.Contains(false) && !Outputs.Contains(false);

    /// <summary>Asks a session; versions before 1.23 do not tell, and take all from the device.</summary>
    public static unsafe OrtCudaPlaces Read(OrtEnvironment environment, OrtHandle session, OrtTensorInfo[] inputs, OrtTensorInfo[] outputs)
    {
        ref readonly OrtApi api = ref environment.Library.Api;
        return new OrtCudaPlaces(
            Read(environment, session, inputs, api.SessionGetInputCount, api.SessionGetInputName, api.SessionGetMemoryInfoForInputs),
            Read(environment, session, outputs, api.SessionGetOutputCount, api.SessionGetOutputName, api.SessionGetMemoryInfoForOutputs));
    }

    private static unsafe bool[] Read(
        OrtEnvironment environment,
        OrtHandle session,
        OrtTensorInfo[] tensors,
        delegate* unmanaged<nint, nuint*, nint> getCount,
        delegate* unmanaged<nint, nuint, nint, byte**, nint> getName,
        delegate* unmanaged<nint, nint*, nuint, nint> getPlaces)
    {
        // What is no tensor of numbers never is on the device. Inputs with a default are not told.
        bool[] areOnDevice = [.. tensors.Select(tensor => tensor.Bits > 0)];
        if (getPlaces is null)
        {
            return areOnDevice;
        }

        ref readonly OrtApi api = ref environment.Library.Api;
        nuint count;
        Check(api, getCount(session.Pointer, &count));
        nint[] places = new nint[count + 1];
        fixed (nint* first = places)
        {
            Check(api, getPlaces(session.Pointer, first, count));
        }

        for (nuint i = 0; i < count; i++)
        {
            byte* text;
            Check(api, getName(session.Pointer, i, environment.Allocator, &text));
            string? name = Marshal.PtrToStringUTF8((nint)text);
            Check(api, api.AllocatorFree(environment.Allocator, text));
            int type;
            api.MemoryInfoGetDeviceType(places[i], &type);
            int index = Array.FindIndex(tensors, tensor => tensor.Name == name);
            if (index >= 0 && type == Cpu)
            {
                areOnDevice[index] = false;
            }
        }

        return areOnDevice;
    }

    private static void Check(in OrtApi api, nint status) => OrtStatus.ThrowIfFailed(api, status, "tell where inputs and outputs lie");
}
