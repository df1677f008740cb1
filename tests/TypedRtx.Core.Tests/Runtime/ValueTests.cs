using System.Numerics.Tensors;
using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Tests.Runtime;

/// <summary>Sequences, maps and optionals between C# and a backend.</summary>
public sealed class ValueTests
{
    private static readonly FakeKernel Echo = static (binding, _) => binding.Output(0, binding.Value(0)!);

    [Fact]
    public void Sequence_comes_back_with_the_shape_of_each_item()
    {
        using AnyModel model = Model("seq(float32[..])");
        Tensor<float>[] items = [Tensor.Create([1f, 2, 3, 4, 5, 6], [2, 3]), Tensor.Create<float>([], [0])];
        using OutputLease lease = model.RunValue(InputValue.Of((IReadOnlyList<Tensor<float>>)items));
        IReadOnlyList<Tensor<float>> result = lease.Value(0).Sequence<float>();
        Assert.Equal(2, result.Count);
        Assert.Equal([2, 3], result[0].Lengths.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], ((TensorView<float>)result[0]).ToArray());
        Assert.Equal([0], result[1].Lengths.ToArray());
        Assert.Same(result, lease.Value(0).Sequence<float>());
    }

    [Fact]
    public void Values_are_copied_on_the_way_in_and_outlive_the_run()
    {
        using AnyModel model = Model("seq(int64[1])");
        long[] mine = [1];
        OutputLease lease = model.RunValue(InputValue.Of((IReadOnlyList<Tensor<long>>)[Tensor.Create(mine, [1])]));
        mine[0] = 2;
        IReadOnlyList<Tensor<long>> first = lease.Value(0).Sequence<long>();
        lease.Dispose();
        model.RunValue(InputValue.Of((IReadOnlyList<Tensor<long>>)[Tensor.Create([3L], [1])])).Dispose();
        Assert.Equal(1, first[0][0]);
        Assert.Throws<ObjectDisposedException>(() => lease.Value(0));
    }

    [Fact]
    public void Scalar_items_are_tensors_of_one_element()
    {
        TensorShape shape = default;
        using AnyModel model = AnyModel.Open(
            (binding, _) =>
            {
                shape = ((TensorValue)((SequenceValue)binding.Value(0)!).Items[0]).Shape;
                binding.Output(0, binding.Value(0)!);
            },
            """input "x" seq(float32[])""",
            """output "y" seq(float32[])""");
        using OutputLease lease = model.RunValue(InputValue.Of((IReadOnlyList<Tensor<float>>)[Tensor.Create([4f], [1])]));
        Assert.Equal(TensorShape.Scalar, shape);
        Assert.Equal([1], lease.Value(0).Sequence<float>()[0].Lengths.ToArray());
    }

    [Fact]
    public void Map_comes_back()
    {
        using AnyModel model = Model("map(string, int64[])");
        IReadOnlyDictionary<string, long> map = new Dictionary<string, long> { ["ä"] = 1, [""] = -2 };
        using OutputLease lease = model.RunValue(InputValue.Of(map));
        Assert.Equal(map, lease.Value(0).Map<string, long>());
    }

    [Fact]
    public void Sequence_of_maps_comes_back()
    {
        using AnyModel model = Model("seq(map(int64, string[]))");
        IReadOnlyList<IReadOnlyDictionary<long, string>> maps = [new Dictionary<long, string> { [5] = "five" }, new Dictionary<long, string>()];
        using OutputLease lease = model.RunValue(InputValue.Of(maps));
        Assert.Equal(maps, lease.Value(0).MapSequence<long, string>());
    }

    [Fact]
    public void Optional_tensor_is_there_or_absent()
    {
        using AnyModel model = Model("optional(bool[n])");
        using (OutputLease lease = model.RunValue(InputValue.Of(Tensor.Create([true, false], [2]))))
        {
            Assert.Equal([true, false], ((TensorView<bool>)lease.Value(0).OptionalTensor<bool>()!).ToArray());
        }

        using OutputLease absent = model.RunValue(InputValue.Of((Tensor<bool>?)null));
        Assert.Null(absent.Value(0).OptionalTensor<bool>());
    }

    [Fact]
    public void Optional_sequence_is_there_empty_or_absent()
    {
        using AnyModel model = Model("optional(seq(string[..]))");
        using (OutputLease lease = model.RunValue(InputValue.Of((IReadOnlyList<Tensor<string>>)[])))
        {
            Assert.Empty(lease.Value(0).OptionalSequence<string>()!);
        }

        using OutputLease absent = model.RunValue(InputValue.Of((IReadOnlyList<Tensor<string>>?)null));
        Assert.Null(absent.Value(0).OptionalSequence<string>());
    }

    [Fact]
    public void Null_is_refused_by_name_where_there_is_no_optional()
    {
        using AnyModel model = Model("seq(float32[..])");
        ArgumentNullException error = Assert.Throws<ArgumentNullException>(
            () => model.RunValue(InputValue.Of((IReadOnlyList<Tensor<float>>?)null)));
        Assert.Equal("x", error.ParamName);
        Assert.StartsWith("Any: input 'x' is null; it is seq(float32[..]), which the model needs.", error.Message, StringComparison.Ordinal);
        Assert.Equal(model.Engine.BindingsCreated, model.Engine.BindingsDisposed);
    }

    [Fact]
    public void Null_item_and_null_string_are_refused_by_place()
    {
        using AnyModel floats = Model("seq(float32[..])");
        ArgumentException item = Assert.Throws<ArgumentException>(
            () => floats.RunValue(InputValue.Of((IReadOnlyList<Tensor<float>>)[null!])));
        Assert.Equal("Any: input 'x', seq(float32[..]): item 0 is null.", item.Message);

        using AnyModel map = Model("map(int64, string[])");
        ArgumentException text = Assert.Throws<ArgumentException>(
            () => map.RunValue(InputValue.Of((IReadOnlyDictionary<long, string>)new Dictionary<long, string> { [1] = null! })));
        Assert.Equal("Any: input 'x', map(int64, string[]): string 0 is null; ONNX has no null strings. Pass \"\".", text.Message);
    }

    [Fact]
    public void Binding_takes_values_and_gives_them_back()
    {
        using AnyModel model = Model("seq(float32[..])");
        using AnyModel.Binding binding = model.Bind();
        IReadOnlyList<Tensor<float>> items = [Tensor.Create([1f], [1])];
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => binding.Run(TestContext.Current.CancellationToken));
        Assert.Equal("Any: input 'x' is seq(float32[..]) and was not set. Set it before Run().", error.Message);
        binding.Write(InputValue.Of(items));
        Assert.Throws<InvalidOperationException>(() => binding.Read());
        binding.Run(TestContext.Current.CancellationToken);
        Assert.Same(items, binding.Written<IReadOnlyList<Tensor<float>>>());
        Assert.Equal(1, binding.Read().Sequence<float>()[0][0]);
    }

    [Fact]
    public void Optional_of_a_binding_is_absent_until_it_is_set()
    {
        using AnyModel model = Model("optional(float32[1])");
        using AnyModel.Binding binding = model.Bind();
        binding.Run(TestContext.Current.CancellationToken);
        Assert.Null(binding.Read().OptionalTensor<float>());
        binding.Write(InputValue.Of(Tensor.Create([2f], [1])));
        binding.Run(TestContext.Current.CancellationToken);
        Assert.Equal(2, binding.Read().OptionalTensor<float>()![0]);
        binding.Write(InputValue.Of((Tensor<float>?)null));
        binding.Run(TestContext.Current.CancellationToken);
        Assert.Null(binding.Read().OptionalTensor<float>());
    }

    [Fact]
    public void Request_names_what_a_backend_of_tensors_cannot_run()
    {
        ModelOptions options = new();
        ModelSource source = ModelSource.FromBytes(default, "any.onnx");
        ModelDescriptor tensors = AnyModel.Describe("""input "x" float32[n]""", """output "y" float32[n]""");
        ModelDescriptor values = AnyModel.Describe("""input "x" float32[n]""", """output "y" seq(float32[n])""");
        Assert.Null(new BackendRequest(tensors, source, options).FirstBeyondTensors);
        Assert.Equal("y", new BackendRequest(values, source, options).FirstBeyondTensors?.Name);
    }

    private static AnyModel Model(string type) => AnyModel.Open(Echo, $"input \"x\" {type}", $"output \"y\" {type}");
}
