using System.Runtime.InteropServices;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>An input of a network whose lengths, or values, a profile bounds.</summary>
internal readonly unsafe struct NetworkInput
{
    private readonly TensorApi _tensor;
    private readonly byte* _name;
    private readonly int _index;

    private NetworkInput(TensorApi tensor, nint name, int index)
    {
        _tensor = tensor;
        _name = (byte*)name;
        _index = index;
    }

    /// <summary>The name.</summary>
    public string Name => Marshal.PtrToStringUTF8((nint)_name) ?? "";

    /// <summary>Whether the values decide shapes.</summary>
    public bool IsShape => _tensor.IsShape;

    /// <summary>Whether the input has lengths that are not fixed, or is a shape itself.</summary>
    public bool NeedsProfile
    {
        get
        {
            RtxDims dims = _tensor.Dimensions;
            ReadOnlySpan<long> lengths = dims.Values;
            return _tensor.IsShape || (dims.Rank > 0 && lengths[..dims.Rank].Contains(-1));
        }
    }

    /// <summary>The inputs of a network, each with its place in the signature.</summary>
    public static List<NetworkInput> Of(RtxLibrary library, EngineNetwork network, EngineModel model)
    {
        NetworkApi api = new(network.Handle);
        List<NetworkInput> inputs = [];
        for (int i = 0; i < api.GetInputCount(); i++)
        {
            nint pointer = api.GetInput(i);
            TensorApi tensor = new(library.Abi, pointer);
            nint namePointer = pointer == 0 ? 0 : tensor.NamePointer;
            string name = Marshal.PtrToStringUTF8(namePointer) ?? "";
            int index = IndexOf(model.Signature, name);
            inputs.Add(index >= 0 ? new NetworkInput(tensor, namePointer, index) : throw new EngineBuildException(
                $"'{model.Source.Display}': TensorRT for RTX gives the network an input '{name}' that the model does not have. "
                + "It renames an input that is an output too: export the model with an Identity between them.",
                [new EngineBuildProblem($"unknown input '{name}'")]));
        }

        return inputs;
    }

    /// <summary>Refuses an input without a rank, which the library would take for a scalar.</summary>
    /// <exception cref="EngineBuildException">It has none.</exception>
    public void ThrowIfNoRank(EngineModel model)
    {
        if (model.Plan.Inputs[_index] is null)
        {
            throw ProfileShapes.NoRank(model, model.Signature.Inputs[_index]);
        }
    }

    /// <summary>Gives a profile of the library the lengths, or values, of this input.</summary>
    public bool Apply(ProfileApi target, EngineBuildRequest request, EngineModel model, OptimizationProfile profile)
    {
        if (_tensor.IsShape)
        {
            RtxDims dims = _tensor.Dimensions;
            int count = dims.Rank == 0 ? 1 : (int)dims.Values[0];
            (long[] min, long[] opt, long[] max) = ProfileShapes.ValuesOf(request, model, _index, profile, count);
            return target.SetShapeValues(_name, 0, min) && target.SetShapeValues(_name, 1, opt) && target.SetShapeValues(_name, 2, max);
        }

        (RtxDims smallest, RtxDims usual, RtxDims largest) = ProfileShapes.Of(model, _index, profile);
        return target.SetDimensions(_name, 0, smallest) && target.SetDimensions(_name, 1, usual) && target.SetDimensions(_name, 2, largest);
    }

    private static int IndexOf(ModelSignature signature, string name)
    {
        for (int i = 0; i < signature.Inputs.Count; i++)
        {
            if (signature.Inputs[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
