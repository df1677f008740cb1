namespace TypedRtx.Signatures;

/// <summary>Ends the rule of one node: what its outputs are cannot be told. Never leaves the propagation.</summary>
internal sealed class NotFollowedException : Exception
{
}
