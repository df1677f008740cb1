using System.Numerics.Tensors;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;

namespace TypedRtx.Benchmarks.Calls;

/// <summary>Ways to add three floats to three others: all of the time is overhead.</summary>
internal sealed class SmallCalls : IDisposable
{
    private readonly Add _add;
    private readonly AddBatch _addBatch;
    private readonly Add.Binding _binding;
    private readonly AddBatch.Binding _batchBinding;
    private readonly RawSession _session = new(ModelFiles.PathOf("add"), hasSymbols: false);
    private readonly RawBinding _bare;
    private readonly float[] _a = GC.AllocateArray<float>(3, pinned: true);
    private readonly float[] _b = GC.AllocateArray<float>(3, pinned: true);
    private readonly float[] _sum = GC.AllocateArray<float>(3, pinned: true);
    private readonly float[,] _twoA = { { 1, 2, 3 } };
    private readonly float[,] _twoB = { { 10, 20, 30 } };
    private readonly Tensor<float> _tensorA = Tensor.Create<float>([1, 2, 3], [1, 3]);
    private readonly Tensor<float> _tensorB = Tensor.Create<float>([10, 20, 30], [1, 3]);

#if MICROSOFT_WRAPPER
    private readonly MicrosoftCalls _wrapper = new(ModelFiles.PathOf("add"));
#endif

    public SmallCalls(Add add, AddBatch addBatch)
    {
        _add = add;
        _addBatch = addBatch;
        _binding = add.Bind();
        _batchBinding = addBatch.Bind(batch: 1);
        _bare = new RawBinding(_session);
        _bare.BindInput("a", _a, 1, 3);
        _bare.BindInput("b", _b, 1, 3);
        _bare.BindOutput("sum", _sum, 1, 3);
        new float[] { 1, 2, 3 }.CopyTo(_a, 0);
        new float[] { 10, 20, 30 }.CopyTo(_b, 0);
        Contenders =
        [
            new("bare loop over the C API, all bound", _bare.Run),
            new("`Binding.Run()`", Bound, 1.10),
            new("`Binding.Run()`, symbolic batch", BoundBatch),
            new("`Run` of `ReadOnlySpan<float>`", Spans, 1.5),
            new("`Run` of `float[]`", Arrays, 1.5),
            new("`Run` of `float[,]`", TwoDimensional, 1.5),
            new("`Run` of `Tensor<float>`", Tensors, 1.5),
            new("`Run` of `ReadOnlyTensorSpan<float>`", TensorSpans, 1.5),
            new("`Run` of `TensorView<float>` made once", Views, 1.5),
            new("`Run(new Inputs { … })`", InputObjects),
            new("`Run` of `float[]`, symbolic batch", ArraysBatch),
            new("`Run` of `float[]`, then `ToOwned()`", Owned),
#if MICROSOFT_WRAPPER
            .. _wrapper.Contenders,
#endif
        ];
    }

    public IReadOnlyList<Contender> Contenders { get; }

    public void Dispose()
    {
#if MICROSOFT_WRAPPER
        _wrapper.Dispose();
#endif
        _binding.Dispose();
        _batchBinding.Dispose();
        _bare.Dispose();
        _session.Dispose();
    }

    private void Bound(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _binding.Run();
        }
    }

    private void BoundBatch(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _batchBinding.Run();
        }
    }

    private void Spans(int times)
    {
        ReadOnlySpan<float> a = _a;
        ReadOnlySpan<float> b = _b;
        for (int i = 0; i < times; i++)
        {
            using Add.Outputs outputs = _add.Run(a, b);
        }
    }

    private void Arrays(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using Add.Outputs outputs = _add.Run(_a, _b);
        }
    }

    private void TwoDimensional(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using Add.Outputs outputs = _add.Run(_twoA, _twoB);
        }
    }

    private void Tensors(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using Add.Outputs outputs = _add.Run(_tensorA, _tensorB);
        }
    }

    private void TensorSpans(int times)
    {
        ReadOnlyTensorSpan<float> a = _tensorA.AsReadOnlyTensorSpan();
        ReadOnlyTensorSpan<float> b = _tensorB.AsReadOnlyTensorSpan();
        for (int i = 0; i < times; i++)
        {
            using Add.Outputs outputs = _add.Run(a, b);
        }
    }

    private void Views(int times)
    {
        TensorView<float> a = new(_a, [1, 3]);
        TensorView<float> b = new(_b, [1, 3]);
        for (int i = 0; i < times; i++)
        {
            using Add.Outputs outputs = _add.Run(a, b);
        }
    }

    private void InputObjects(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using Add.Outputs outputs = _add.Run(new Add.Inputs { A = _a, B = _b });
        }
    }

    private void ArraysBatch(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using AddBatch.Outputs outputs = _addBatch.Run(_a, _b);
        }
    }

    private void Owned(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using Add.Outputs outputs = _add.Run(_a, _b);
            outputs.ToOwned();
        }
    }
}
