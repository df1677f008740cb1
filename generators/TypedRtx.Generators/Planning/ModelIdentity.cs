namespace TypedRtx.Generators.Planning;

/// <summary>Where a model's class goes and how the model gets to the program.</summary>
internal sealed record ModelIdentity(string Namespace, string ClassName, string Accessibility, Delivery Delivery);
