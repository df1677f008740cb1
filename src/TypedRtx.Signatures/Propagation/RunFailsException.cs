namespace TypedRtx.Signatures;

/// <summary>Ends the following of a case in which every run ends in an error. Never leaves the propagation.</summary>
internal sealed class RunFailsException : Exception
{
}
