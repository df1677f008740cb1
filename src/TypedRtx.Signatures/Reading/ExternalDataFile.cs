namespace TypedRtx.Signatures;

/// <summary>A file that holds weights of a model.</summary>
/// <param name="Location">Relative to the model's folder, as the model spells it; it does not leave that folder.</param>
/// <param name="Length">The bytes that it must have at least: where the last weight ends.</param>
/// <param name="Tensor">The weight that ends there, as messages call it.</param>
public readonly record struct ExternalDataFile(string Location, long Length, string Tensor);
