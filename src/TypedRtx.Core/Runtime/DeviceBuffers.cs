using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>A binding whose tensors lie where the session keeps what stays from run to run.</summary>
internal sealed class DeviceBuffers : IDisposable
{
    private readonly ISessionBinding _binding;
    private readonly ResidentTensor?[] _inputs;
    private readonly ResidentTensor?[] _outputs;

    /// <summary>Allocates and binds all inputs, and the outputs whose shapes follow from the symbols.</summary>
    /// <param name="model">The model, whose required inputs are tensors of anything but text.</param>
    /// <param name="session">Its session.</param>
    /// <param name="key">What is run.</param>
    public DeviceBuffers(ModelDescriptor model, IInferenceSession session, ReadOnlySpan<int> key)
    {
        _inputs = new ResidentTensor?[model.Inputs.Length];
        _outputs = new ResidentTensor?[model.Outputs.Length];
        _binding = session.CreateBinding();
        try
        {
            BindInputs(model, session, key);
            BindOutputs(model, session, key[..model.SymbolNames.Length]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The inputs; null those that are left out.</summary>
    public ReadOnlySpan<ResidentTensor?> Inputs => _inputs;

    /// <summary>The outputs; null those that are not offered.</summary>
    public ReadOnlySpan<ResidentTensor?> Outputs => _outputs;

    public void Run(CancellationToken cancellationToken)
    {
        foreach (ResidentTensor? output in _outputs)
        {
            output?.Forget();
        }

        try
        {
            _binding.Run(cancellationToken);
        }
        catch (OutputShapeException) when (Array.Exists(_outputs, static output => output is { IsOpen: false }))
        {
            // The model declares a shape that is not so.
            foreach (ResidentTensor? output in _outputs)
            {
                output?.LeaveOpen();
            }

            _binding.Run(cancellationToken);
        }

        foreach (ResidentTensor? output in _outputs)
        {
            output?.Fetch();
        }
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (ResidentTensor? input in _inputs)
        {
            input?.Dispose();
        }

        foreach (ResidentTensor? output in _outputs)
        {
            output?.Dispose();
        }
    }

    private void BindInputs(ModelDescriptor model, IInferenceSession session, ReadOnlySpan<int> key)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (KeyReader.IsGiven(model.Inputs[i], key))
            {
                _inputs[i] = ResidentTensor.OfInput(model, session, _binding, i);
                _inputs[i]!.BindInput(KeyReader.ShapeOf(model, model.Inputs[i], key));
            }
        }
    }

    // What is not offered is not computed.
    private void BindOutputs(ModelDescriptor model, IInferenceSession session, ReadOnlySpan<int> symbols)
    {
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (model.Outputs[i] is { IsTyped: true, IsTensor: true, Element: not ElementType.String } output)
            {
                _outputs[i] = ResidentTensor.OfOutput(model, session, _binding, i);
                _outputs[i]!.BindOutput(output.Shape, symbols);
            }
        }
    }
}
