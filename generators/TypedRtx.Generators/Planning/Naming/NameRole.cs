namespace TypedRtx.Generators.Planning.Naming;

/// <summary>What a name stands for; where a name needs a prefix, it says so.</summary>
internal enum NameRole
{
    /// <summary>A model class.</summary>
    Model,

    /// <summary>A model input.</summary>
    Input,

    /// <summary>A model output.</summary>
    Output,

    /// <summary>A symbolic dimension.</summary>
    Dim,

    /// <summary>An optimization profile.</summary>
    Profile,
}
