namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>
/// A context: <c>IExecutionContext</c> of NvInferRuntime.h. Its functions are fetched once, because runs call them. Names end with a
/// zero byte; the caller keeps the handle.
/// </summary>
internal readonly unsafe struct ExecutionContextApi
{
    private readonly nint _self;
    private readonly delegate* unmanaged[MemberFunction]<nint, int, nint, byte> _setProfile;
    private readonly delegate* unmanaged[MemberFunction]<nint, byte*, RtxDims*, byte> _setInputShape;
    private readonly delegate* unmanaged[MemberFunction]<nint, byte*, RtxDims> _getTensorShape;
    private readonly delegate* unmanaged[MemberFunction]<nint, byte*, nint, byte> _setTensorAddress;
    private readonly delegate* unmanaged[MemberFunction]<nint, byte*, nint, byte> _setOutputAllocator;
    private readonly delegate* unmanaged[MemberFunction]<nint, int, byte**, int> _inferShapes;
    private readonly delegate* unmanaged[MemberFunction]<nint, nint, byte> _enqueue;
    private readonly delegate* unmanaged[MemberFunction]<nint, nint, void> _setErrorRecorder;

    public ExecutionContextApi(RtxHandle self)
    {
        _self = self.Implementation;
        _setProfile = (delegate* unmanaged[MemberFunction]<nint, int, nint, byte>)self.Function(
            RtxMethod.ExecutionContextSetOptimizationProfileAsync);
        _setInputShape = (delegate* unmanaged[MemberFunction]<nint, byte*, RtxDims*, byte>)self.Function(
            RtxMethod.ExecutionContextSetInputShape);
        _getTensorShape = (delegate* unmanaged[MemberFunction]<nint, byte*, RtxDims>)self.Function(
            RtxMethod.ExecutionContextGetTensorShape);
        _setTensorAddress = (delegate* unmanaged[MemberFunction]<nint, byte*, nint, byte>)self.Function(
            RtxMethod.ExecutionContextSetTensorAddress);
        _setOutputAllocator = (delegate* unmanaged[MemberFunction]<nint, byte*, nint, byte>)self.Function(
            RtxMethod.ExecutionContextSetOutputAllocator);
        _inferShapes = (delegate* unmanaged[MemberFunction]<nint, int, byte**, int>)self.Function(
            RtxMethod.ExecutionContextInferShapes);
        _enqueue = (delegate* unmanaged[MemberFunction]<nint, nint, byte>)self.Function(RtxMethod.ExecutionContextEnqueueV3);
        _setErrorRecorder = (delegate* unmanaged[MemberFunction]<nint, nint, void>)self.Function(
            RtxMethod.ExecutionContextSetErrorRecorder);
    }

    /// <summary>Sets who is told of errors.</summary>
    public void SetErrorRecorder(nint recorder) => _setErrorRecorder(_self, recorder);

    /// <summary>Changes the profile; what it has to copy goes through a stream.</summary>
    public bool SetProfile(int profile, nint stream) => _setProfile(_self, profile, stream) != 0;

    /// <summary>Sets the shape of an input.</summary>
    public bool SetInputShape(byte* name, RtxDims* dims) => _setInputShape(_self, name, dims) != 0;

    /// <summary>The shape of a tensor, with -1 where it is not known before the run.</summary>
    public RtxDims GetTensorShape(byte* name) => _getTensorShape(_self, name);

    /// <summary>Sets where a tensor lies.</summary>
    public bool SetTensorAddress(byte* name, nint address) => _setTensorAddress(_self, name, address) != 0;

    /// <summary>Sets who allocates an output; 0 for nobody.</summary>
    public bool SetOutputAllocator(byte* name, nint allocator) => _setOutputAllocator(_self, name, allocator) != 0;

    /// <summary>Computes the shapes of outputs: 0 done, above 0 so many inputs are not set, below 0 failed.</summary>
    public int InferShapes() => _inferShapes(_self, 0, null);

    /// <summary>Queues a run.</summary>
    public bool Enqueue(nint stream) => _enqueue(_self, stream) != 0;
}
