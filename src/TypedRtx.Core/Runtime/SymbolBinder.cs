using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>
/// Finds the values of a model's free symbols from the shapes and lengths of its inputs, and checks all inputs against
/// each other. Generated code gives it every symbol and every input, then asks for the key.
/// </summary>
/// <remarks>
/// The memory, all of it the caller's stack: the key (see <see cref="ModelDescriptor.KeyLength"/>), then per symbol who
/// bound it, then per input a state and the lengths it was given. An input waits while its lengths do not yet follow.
/// </remarks>
public ref partial struct SymbolBinder
{
    // 0 is an input that was not read: one that the class does not offer.
    private const int Settled = 1;
    private const int WaitingFlat = 2;
    private const int WaitingShaped = 3;

    private readonly ModelDescriptor _model;
    private readonly Span<int> _scratch;
    private int _waiting;

    /// <summary>Starts binding.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scratch"><see cref="ModelDescriptor.ScratchLength"/> integers.</param>
    public SymbolBinder(ModelDescriptor model, Span<int> scratch)
    {
        _model = model;
        _scratch = scratch;
        scratch[model.KeyLength..].Clear();
        int symbols = model.Plan.Symbols.Count;
        scratch[..symbols].Fill(-1);
        scratch[symbols..model.KeyLength].Clear();
    }

    private readonly ReadOnlySpan<int> Symbols => _scratch[.._model.SymbolNames.Length];

    /// <summary>Binds a symbol that the caller named.</summary>
    /// <exception cref="TensorShapeException">The value is negative.</exception>
    public readonly void Given(int symbol, int? value)
    {
        if (value is not { } given)
        {
            return;
        }

        if (given < 0)
        {
            SymbolErrors.ThrowNegative(_model, symbol, given);
        }

        _scratch[symbol] = given;
        _scratch[_model.KeyLength + symbol] = SymbolOrigin.Argument;
    }

    /// <summary>Takes the shape of an input; <c>default</c> for an optional one that was not given.</summary>
    /// <exception cref="TensorShapeException">The shape does not fit the model or another input.</exception>
    public void Read(int input, scoped in TensorShape shape)
    {
        ModelInput plan = _model.Inputs[input];
        if (!shape.IsSupplied)
        {
            if (!plan.IsOptional)
            {
                SymbolErrors.ThrowMissing(_model, plan);
            }

            _scratch[plan.ScratchOffset] = Settled;
            return;
        }

        if (plan.KeyOffset >= 0)
        {
            WriteKey(plan, shape);
        }

        if (plan.Shape is null)
        {
            _scratch[plan.ScratchOffset] = Settled;
        }
        else if (shape.Rank == plan.Shape.Rank)
        {
            ReadShaped(input, plan, shape.Dimensions);
        }
        else if (shape.Rank == 1)
        {
            ReadFlat(input, plan, shape[0]);
        }
        else
        {
            SymbolErrors.ThrowRank(_model, plan, shape);
        }
    }

    /// <summary>Settles what is left and gives the key of this run.</summary>
    /// <exception cref="TensorShapeException">A symbol stays open, or a length does not fit.</exception>
    public ReadOnlySpan<int> Resolve()
    {
        while (_waiting > 0)
        {
            int before = _waiting;
            for (int input = 0; input < _model.Inputs.Length; input++)
            {
                ModelInput plan = _model.Inputs[input];
                int state = _scratch[plan.ScratchOffset];
                if ((state == WaitingFlat && TrySettleFlat(input, plan)) || (state == WaitingShaped && TrySettleShaped(input, plan)))
                {
                    _scratch[plan.ScratchOffset] = Settled;
                    _waiting--;
                }
            }

            if (_waiting == before)
            {
                ThrowOpen();
            }
        }

        return _scratch[.._model.KeyLength];
    }

    private readonly void WriteKey(ModelInput plan, scoped in TensorShape shape)
    {
        Span<int> key = _scratch[plan.KeyOffset..];
        key[0] = 1 + shape.Rank;
        if (plan.Shape is not null)
        {
            key[0] = 1;
            return;
        }

        if (shape.Rank > ModelDescriptor.MaxOpenRank)
        {
            SymbolErrors.ThrowRank(_model, plan, shape);
        }

        shape.Dimensions.CopyTo(key[1..]);
    }

    private void ReadShaped(int input, ModelInput plan, scoped ReadOnlySpan<int> lengths)
    {
        ReadOnlySpan<PlannedDimension> dimensions = plan.Shape!.Dimensions.AsSpan();
        bool waits = false;
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            PlannedDimension dimension = dimensions[axis];
            if (dimension.Symbol >= 0)
            {
                Bind(dimension.Symbol, lengths[axis], input, axis);
            }
            else if (dimension.Constant >= 0)
            {
                if (dimension.Constant != lengths[axis])
                {
                    SymbolErrors.ThrowFixed(_model, plan, axis, lengths[axis]);
                }
            }
            else
            {
                waits = true;
            }
        }

        Settle(plan, waits, WaitingShaped);
        if (waits)
        {
            lengths.CopyTo(_scratch[(plan.ScratchOffset + 1)..]);
        }
    }

    private void ReadFlat(int input, ModelInput plan, int length)
    {
        if (plan.FixedLength >= 0 && plan.FixedLength != length)
        {
            SymbolErrors.ThrowFlatLength(_model, input, length, _scratch);
        }

        _scratch[plan.ScratchOffset + 1] = length;
        Settle(plan, plan.FixedLength < 0, WaitingFlat);
    }

    private void Settle(ModelInput plan, bool waits, int waitingState)
    {
        _scratch[plan.ScratchOffset] = waits ? waitingState : Settled;
        _waiting += waits ? 1 : 0;
    }

    private readonly void Bind(int symbol, long length, int input, int axis)
    {
        int bound = _scratch[symbol];
        if (bound < 0)
        {
            if (length > int.MaxValue)
            {
                SymbolErrors.ThrowTooLong(_model, input, symbol, length);
            }

            _scratch[symbol] = (int)length;
            _scratch[_model.KeyLength + symbol] = SymbolOrigin.Of(input, axis);
        }
        else if (bound != length)
        {
            SymbolErrors.ThrowContradiction(_model, symbol, bound, _scratch[_model.KeyLength + symbol], input, axis, length);
        }
    }
}
