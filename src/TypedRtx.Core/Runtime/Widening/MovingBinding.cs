using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>
/// A binding that goes from session to session between two runs: what is set is recorded, and handed to the binding of the session
/// that answers. Derived classes decide which one that is.
/// </summary>
/// <param name="model">The model.</param>
internal abstract class MovingBinding(ModelDescriptor model) : ISessionBinding
{
    /// <summary>What was set, and the binding that it was handed to.</summary>
    protected RecordedBinding Record { get; } = new(model);

    public void SetInput(int input, TensorMemory memory, in TensorShape shape) => Record.SetInput(input, memory, shape);

    public void SetInput(int input, nint address, in TensorShape shape) => Record.SetInput(input, address, shape);

    public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape) => Record.SetInput(input, values, shape);

    public void SetInput(int input, OnnxValue value) => Record.SetInput(input, value);

    public void SetOutput(int output, TensorMemory memory, in TensorShape shape) => Record.SetOutput(output, memory, shape);

    public void SetOutput(int output) => Record.SetOutput(output);

    public virtual bool Fits => true;

    public abstract void Run(CancellationToken cancellationToken);

    public TensorShape GetOutputShape(int output) => Record.RequireTarget().GetOutputShape(output);

    public void CopyOutput(int output, Span<byte> destination) => Record.RequireTarget().CopyOutput(output, destination);

    public void CopyOutput(int output, Span<string> destination) => Record.RequireTarget().CopyOutput(output, destination);

    public OnnxValue GetOutputValue(int output) => Record.RequireTarget().GetOutputValue(output);

    public void Dispose() => Record.Dispose();
}
