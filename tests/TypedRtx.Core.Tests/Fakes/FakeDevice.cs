namespace TypedRtx.Tests;

/// <summary>What was allocated on a fake device and copied to and from it.</summary>
internal sealed class FakeDevice
{
    public int Allocated { get; set; }

    public int Freed { get; set; }

    public int Alive => Allocated - Freed;

    /// <summary>Copies from the device to the host.</summary>
    public int Reads { get; set; }

    /// <summary>Copies from the host to the device.</summary>
    public int Writes { get; set; }

    public int CopiesOnDevice { get; set; }

    /// <summary>Whether copies on the device fail.</summary>
    public bool CopyFails { get; set; }

    /// <summary>How many copies there were with the host on one side.</summary>
    public int CopiesWithHost => Reads + Writes;
}
