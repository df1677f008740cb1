namespace TypedRtx.Tests;

/// <summary>What a fake model computes: reads the inputs and fills the outputs of a binding.</summary>
internal delegate void FakeKernel(FakeBinding binding, CancellationToken cancellationToken);
