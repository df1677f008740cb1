extern alias Generators;

using Generators::TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.Generators.Tests.Planning.Naming;

public sealed class NameTableTests
{
    /// <summary>Names that stand in one model together, and the members and parameters that they get.</summary>
    public static TheoryData<string, string[], string[], string[]> Table => new()
    {
        { "Input", ["input.1"], ["Input1"], ["input1"] },
        {
            "Input", ["input.12", "input.1.2", "input.1_2"],
            ["Input12", "Input1_2_xc56a", "Input1_2_xab97"], ["input12", "input1_2_xc56a", "input1_2_xab97"]
        },
        { "Output", ["/model/encoder/Out:0"], ["ModelEncoderOut"], ["modelEncoderOut"] },
        { "Output", ["Out:0", "Out:1"], ["Out", "Out1"], ["@out", "out1"] },
        { "Output", ["Out:0", "Out"], ["Out_xabfd", "Out_x60ff"], ["out_xabfd", "out_x60ff"] },
        { "Input", ["past_key_values.0.key"], ["PastKeyValues0Key"], ["pastKeyValues0Key"] },
        { "Input", ["a.b", "a_b", "a/b"], ["AB_xf50c", "AB_x6871", "AB_x75c1"], ["aB_xf50c", "aB_x6871", "aB_x75c1"] },
        {
            "Input", ["input", "Input", "INPUT"],
            ["Input_x6f7b", "Input_xe11b", "INPUT_x485b"], ["input_x6f7b", "input_xe11b", "inpuT_x485b"]
        },
        {
            "Input", ["class", "in", "field", "await"],
            ["Class", "In", "Field", "Await"], ["@class", "@in", "@field", "@await"]
        },
        { "Output", ["963", "1", "27"], ["Output963", "Output1", "Output27"], ["output963", "output1", "output27"] },
        { "Input", ["输入", "größe", "ışık"], ["输入", "Größe", "Işık"], ["输入", "größe", "işık"] },
        {
            "Input", ["™", "\U0001F642", ""],
            ["Input_x2e43", "Input_x7a4b", "Input_x9dc5"], ["input_x2e43", "input_x7a4b", "input_x9dc5"]
        },
        { "Input", ["in\u200Bput"], ["Input"], ["input"] },
        {
            "Input", ["\u00E9tat", "e\u0301tat"],
            ["\u00C9tat_x10da", "\u00C9tat_xfb0c"], ["\u00E9tat_x10da", "\u00E9tat_xfb0c"]
        },
        {
            "Output", ["run", "dispose", "to_string"],
            ["OutputRun", "OutputDispose", "OutputToString"], ["outputRun", "outputDispose", "outputToString"]
        },
        { "Output", ["CO2 Emissions(g/km)"], ["CO2EmissionsGKm"], ["cO2EmissionsGKm"] },
        { "Input", ["gpu_0/softMax_1"], ["Gpu0SoftMax1"], ["gpu0SoftMax1"] },
        { "Input", ["input::-2", "input:--2"], ["Input2_xc9e0", "Input2_x7a25"], ["input2_xc9e0", "input2_x7a25"] },
        {
            "Input", ["\u0441\u043E\u0441\u043D\u0430", "coc\u043D\u0430"],
            ["\u0421\u043E\u0441\u043D\u0430", "Coc\u043D\u0430"], ["\u0441\u043E\u0441\u043D\u0430", "coc\u043D\u0430"]
        },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Names_are_those_of_the_table(string role, string[] raw, string[] members, string[] parameters)
    {
        string[] names = NamesOf(role, raw);

        Assert.Equal(members, names);
        Assert.Equal(parameters, names.Select(name => ParameterName.Escape(ParameterName.From(name))));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Names_do_not_depend_on_the_order(string role, string[] raw, string[] members, string[] parameters)
    {
        const int seed = 20_240_601;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}, {parameters.Length} names");
        Random random = new(seed);
        for (int i = 0; i < 20; i++)
        {
            int[] order = [.. Enumerable.Range(0, raw.Length)];
            random.Shuffle(order);

            Assert.Equal(order.Select(index => members[index]), NamesOf(role, [.. order.Select(index => raw[index])]));
        }
    }

    [Fact]
    public void Names_are_unique_ignoring_case_in_any_mixture()
    {
        const int seed = 7;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        string[] alphabet =
        [
            "a", "A", ".", "_", "1", "2", ":0", "é", "e\u0301", "\u200B", "\u212A", "k", "ı", "İ", "ß", "🙂", "\uD800",
        ];
        for (int i = 0; i < 200; i++)
        {
            string[] raw =
            [
                .. Enumerable.Range(0, 40)
                    .Select(_ => string.Concat(random.GetItems(alphabet, random.Next(5))))
                    .Distinct(StringComparer.Ordinal),
            ];

            string[] names = NamesOf("Input", raw);

            Assert.Equal(raw.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.Equal(raw.Length, names.Select(ParameterName.From).Distinct(StringComparer.Ordinal).Count());
            Assert.All(names, name => Assert.True(Identifier.IsValid(name), name));
        }
    }

    [Fact]
    public void Name_that_another_list_has_takes_its_role()
    {
        IReadOnlyList<AssignedName> names = NameTable.Assign(["Batch", "sequence"], NameRole.Dim, ["batch"]);

        Assert.Equal(["DimBatch", "Sequence"], names.Select(name => name.Name));
    }

    [Fact]
    public void Name_that_another_list_has_even_with_its_role_takes_a_hash()
    {
        IReadOnlyList<AssignedName> names = NameTable.Assign(["batch"], NameRole.Dim, ["Batch", "DimBatch"]);

        Assert.Matches("^DimBatch_x[0-9a-f]{4}$", Assert.Single(names).Name);
    }

    [Fact]
    public void Chosen_name_stays_and_who_would_get_it_carries_a_suffix()
    {
        GivenNames given = new();
        given.Add(NameRole.Input, 1, "Pixels");

        IReadOnlyList<AssignedName> names = NameTable.Assign(["pixels", "x", "y"], NameRole.Input, given: given);

        Assert.Equal([false, true, false], names.Select(name => name.IsGiven));
        Assert.Matches("^Pixels_x[0-9a-f]{4}$", names[0].Name);
        Assert.Equal(["Pixels", "Y"], names.Skip(1).Select(name => name.Name));
    }

    [Fact]
    public void Long_name_is_cut_and_ends_in_a_hash_of_all_of_it()
    {
        string[] names = NamesOf("Input", [new string('a', 200) + "1", new string('a', 200) + "2"]);

        Assert.All(names, name => Assert.Matches("^A[a]{57}_x[0-9a-f]{4}$", name));
        Assert.NotEqual(names[0], names[1]);
    }

    private static string[] NamesOf(string role, string[] raw) =>
        [.. NameTable.Assign(raw, Enum.Parse<NameRole>(role)).Select(name => name.Name)];
}
