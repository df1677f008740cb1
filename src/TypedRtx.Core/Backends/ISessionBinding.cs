namespace TypedRtx.Backends;

/// <summary>
/// One set of inputs and outputs of a session; belongs to one thread at a time. Indexes are those of the model's signature.
/// An optional input that is never set takes its default; an output that is never set is not computed for us.
/// </summary>
public interface ISessionBinding : IDisposable
{
    /// <summary>Binds memory that stays valid until it is replaced.</summary>
    void SetInput(int input, TensorMemory memory, in TensorShape shape);

    /// <summary>Binds host memory that the caller keeps pinned until <see cref="Run"/> returns; never read after it.</summary>
    void SetInput(int input, nint address, in TensorShape shape);

    /// <summary>Copies text into an input of element type string.</summary>
    void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape);

    /// <summary>Copies a sequence, a map or an optional in; its type is the signature's.</summary>
    /// <exception cref="NotSupportedException">The backend runs tensors alone, which its verdict said.</exception>
    void SetInput(int input, OnnxValue value) =>
        throw new NotSupportedException($"Input {input} is no tensor, and this backend runs tensors alone.");

    /// <summary>Binds memory for an output whose shape is known before the run.</summary>
    void SetOutput(int output, TensorMemory memory, in TensorShape shape);

    /// <summary>Lets the backend allocate an output in each run, because its shape is not known before.</summary>
    void SetOutput(int output);

    /// <summary>
    /// Whether the session runs the shapes that are bound; false where they lie in no profile of its engine. Asked after
    /// inputs changed their shapes, so it should cost little.
    /// </summary>
    bool Fits => true;

    /// <summary>Runs the model with what is bound, and returns when the outputs are there.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled while running.</exception>
    /// <exception cref="OutputShapeException">An output did not have the shape that was bound for it.</exception>
    /// <exception cref="InferenceException">The backend failed; the message says where.</exception>
    void Run(CancellationToken cancellationToken);

    /// <summary>
    /// Runs as <see cref="Run"/> does, and waits for what makes later runs fast, a recording say, where that would put a run in something
    /// slower for the moment.
    /// </summary>
    void Prepare(CancellationToken cancellationToken) => Run(cancellationToken);

    /// <summary>The shape that an output had in the last run.</summary>
    TensorShape GetOutputShape(int output);

    /// <summary>Copies an output that the backend allocated, as bytes, row-major.</summary>
    void CopyOutput(int output, Span<byte> destination);

    /// <summary>Copies an output of element type string.</summary>
    void CopyOutput(int output, Span<string> destination);

    /// <summary>Copies an output that is a sequence, a map or an optional.</summary>
    /// <exception cref="NotSupportedException">The backend runs tensors alone, which its verdict said.</exception>
    OnnxValue GetOutputValue(int output) =>
        throw new NotSupportedException($"Output {output} is no tensor, and this backend runs tensors alone.");
}
