namespace TypedRtx.Runtime.Widening;

/// <summary>Finds the free symbols of a model from the shapes that are bound. Belongs to one thread at a time.</summary>
internal sealed class BoundDims(ModelDescriptor model)
{
    private readonly int[] _scratch = new int[model.ScratchLength];

    /// <summary>One length per free symbol, negative where only inputs that are left out have it; valid until the next call.</summary>
    /// <exception cref="InferenceException">The lengths do not follow from the shapes, or contradict each other.</exception>
    public ReadOnlySpan<int> Read(RecordedBinding binding)
    {
        try
        {
            return Resolve(binding);
        }
        catch (TensorShapeException e)
        {
            throw new InferenceException(
                $"{model.Name}: no optimization profile can be derived, because the symbols do not follow from the shapes of the inputs. "
                + $"Declare one. {e.Message}",
                e);
        }
    }

    /// <summary>All lengths; false where one does not follow from the shapes.</summary>
    public bool TryRead(RecordedBinding binding, out ReadOnlySpan<int> dims)
    {
        try
        {
            dims = Resolve(binding);
            return !dims.ContainsAnyInRange(int.MinValue, -1);
        }
        catch (TensorShapeException)
        {
            dims = [];
            return false;
        }
    }

    /// <summary>The lengths as messages say them: <c>batch = 1, sequence = 7</c>.</summary>
    public static string Describe(ModelDescriptor model, ReadOnlySpan<int> dims)
    {
        List<string> texts = [];
        for (int i = 0; i < dims.Length; i++)
        {
            if (dims[i] >= 0)
            {
                texts.Add(FormattableString.Invariant($"{model.SymbolNames[i]} = {dims[i]}"));
            }
        }

        return texts.Count == 0 ? "no lengths" : string.Join(", ", texts);
    }

    private ReadOnlySpan<int> Resolve(RecordedBinding binding)
    {
        SymbolBinder symbols = new(model, _scratch);
        for (int i = 0; i < model.Inputs.Length; i++)
        {
            ref readonly TensorShape shape = ref binding.InputShape(i);
            if (shape.IsSupplied)
            {
                symbols.Read(i, shape);
            }
        }

        return symbols.Resolve()[..model.SymbolNames.Length];
    }
}
