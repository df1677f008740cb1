using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.Tests;

/// <summary>A fake binding that refuses shapes outside a profile of symbols that all stand alone in some input.</summary>
internal sealed class ProfiledBinding(ProfiledBackend backend, ModelDescriptor model, OptimizationProfile profile) : ISessionBinding
{
    private readonly FakeBinding _binding = new(backend.Engine, model);

    public bool Fits
    {
        get
        {
            for (int symbol = 0; symbol < profile.Ranges.Count; symbol++)
            {
                int input = model.Plan.Symbols[symbol].Input;
                if (_binding.HasInput(input)
                    && !profile.Ranges[symbol].Contains(_binding.InputShape(input)[model.Plan.Symbols[symbol].Axis]))
                {
                    return false;
                }
            }

            return !backend.RefusesAll;
        }
    }

    public void SetInput(int input, TensorMemory memory, in TensorShape shape) => _binding.SetInput(input, memory, shape);

    public void SetInput(int input, nint address, in TensorShape shape) => _binding.SetInput(input, address, shape);

    public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape) => _binding.SetInput(input, values, shape);

    public void SetOutput(int output, TensorMemory memory, in TensorShape shape) => _binding.SetOutput(output, memory, shape);

    public void SetOutput(int output) => _binding.SetOutput(output);

    public void Run(CancellationToken cancellationToken)
    {
        Assert.True(Fits, "A run outside of the profile reached the engine.");
        _binding.Run(cancellationToken);
    }

    public TensorShape GetOutputShape(int output) => _binding.GetOutputShape(output);

    public void CopyOutput(int output, Span<byte> destination) => _binding.CopyOutput(output, destination);

    public void CopyOutput(int output, Span<string> destination) => _binding.CopyOutput(output, destination);

    public void Dispose() => _binding.Dispose();
}
