namespace TypedRtx.TestKit;

/// <summary>How a call of the double fails. The values are those of <c>Failure</c> in Native/control.h.</summary>
public enum RtxDoubleFailure
{
    /// <summary>Not at all; takes an order back.</summary>
    None = 0,

    /// <summary>Null, false or zero, without a word; an unknown error of the driver.</summary>
    Null = 1,

    /// <summary>The same after an error was reported; a failed launch of the driver.</summary>
    Error = 2,

    /// <summary>The same after running out of memory was reported; out of memory of the driver.</summary>
    OutOfMemory = 3,

    /// <summary>The call does not return until the test releases it, and then does what it should.</summary>
    Hang = 4,

    /// <summary>Only of <c>VExecutionContext.enqueueV3</c>: the call returns, and the stream hangs until the test releases it.</summary>
    HangOnStream = 5,

    /// <summary>Only of <c>VExecutionContext.enqueueV3</c>: the call returns, and the GPU fails for good when the run's turn comes.</summary>
    FaultOnStream = 6,
}
