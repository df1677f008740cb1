namespace TypedRtx.OnnxRuntime;

/// <summary>What a session is for, which decides how the library prepares it.</summary>
internal enum OrtSessionUse
{
    /// <summary>A model as it was written: optimised, its weights packed.</summary>
    Ordinary,

    /// <summary>A model that was optimised before: its weights packed.</summary>
    Kept,

    /// <summary>
    /// A model that was optimised before, ready as soon as possible: no weights packed, no memory planned. Answers are the same but for
    /// the last bits, runs take up to twice as long.
    /// </summary>
    KeptForFirstAnswer,

    /// <summary>A model that was optimised before, optimised once more for lengths, with packed weights that it shares.</summary>
    KeptAndSpecialized,

    /// <summary>A model to be optimised and written, not to be run.</summary>
    Keeping,
}
