using System.Runtime.CompilerServices;
using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>Runs that are more than the one call, or fail.</summary>
internal sealed unsafe partial class OrtBinding
{
    /// <summary>Runs with options other than the binding's own, and returns the status.</summary>
    public nint Run(OrtHandle runOptions) => _runWithBinding(_sessionPointer, runOptions.Pointer, _bindingPointer);

    private void RunWithCare(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ISessionBinding));
        cancellationToken.ThrowIfCancellationRequested();
        _runOutputs.Rebind();
        nint status;
        if (cancellationToken.CanBeCanceled)
        {
            using (cancellationToken.UnsafeRegister(static binding => ((OrtBinding)binding!).Terminate(), this))
            {
                status = _runWithBinding(_sessionPointer, _runOptionsPointer, _bindingPointer);
            }

            // Disposing the registration waited for a callback under way, so nothing sets the flag after this.
            if (cancellationToken.IsCancellationRequested)
            {
                Check(Api.RunOptionsUnsetTerminate(_runOptionsPointer), "take a cancellation back");
            }
        }
        else
        {
            status = _runWithBinding(_sessionPointer, _runOptionsPointer, _bindingPointer);
        }

        if (status != 0)
        {
            Fail(status, cancellationToken);
        }

        _runOutputs.HaveValues();
        _session.TellAnswered();
        _needsCare = _runOutputs.AnyByLibrary;
        GC.KeepAlive(this);
    }

    private void Terminate() => _ = Api.RunOptionsSetTerminate(_runOptionsPointer);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fail(nint status, CancellationToken cancellationToken)
    {
        OrtError error = OrtError.Take(Api, status);
        if (cancellationToken.IsCancellationRequested)
        {
            throw error.Attach(new OperationCanceledException("The run was cancelled.", cancellationToken));
        }

        string? explanation = OrtOutputCheck.Explain(
            _session, _binding, _runOptionsPointer, _outputs, _runOutputs, ref error);
        BindMemoryAgain();
        if (explanation is not null)
        {
            throw error.Attach(new OutputShapeException(explanation));
        }

        throw error.Attach(new InferenceException($"ONNX Runtime could not run the model: {error.Message}"));
    }

    private void BindMemoryAgain()
    {
        for (int output = 0; output < _outputs.Length; output++)
        {
            ref readonly OrtBoundTensor bound = ref _outputs[output];
            if (bound.Shape.IsSupplied)
            {
                Bind(output, bound);
            }
        }
    }

    private void Set(int output, in OrtBoundTensor bound)
    {
        Bind(output, bound);
        _runOutputs.Bound(output, byLibrary: false);
        _outputs[output] = bound;
        _needsCare = _runOutputs.AnyByLibrary || _session.Answered is not null;
    }

    private void Bind(int output, in OrtBoundTensor bound)
    {
        OrtTensorInfo info = _session.Outputs[output];
        OrtHandle memoryInfo = bound.IsOnDevice ? _session.DeviceMemoryInfo! : _session.Environment.HostMemoryInfo;
        nint value = OrtTensors.Over(_session.Environment, memoryInfo, info, bound.Address, bound.Shape);
        try
        {
            OrtBoundInputs.Bind(Api, Api.BindOutput, _bindingPointer, info, value);
        }
        finally
        {
            Api.ReleaseValue(value);
        }
    }

    private void Check(nint status, string doing) => OrtStatus.ThrowIfFailed(Api, status, doing);
}
