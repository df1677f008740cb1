namespace TypedRtx.Tests;

/// <summary>The calls of the seam to a backend, each of which a fake can fail.</summary>
public enum FakeStep
{
    Verdict,
    Prepare,
    Open,
    CreateBinding,
    Allocate,
    AllocateHost,
    SetInput,
    SetOutput,
    Run,
    GetOutputShape,
    CopyOutput,
}
