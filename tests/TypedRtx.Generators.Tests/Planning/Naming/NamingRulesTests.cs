extern alias Generators;

using System.Reflection;
using System.Text;
using Generators::TypedRtx.Generators.Planning.Families;
using Generators::TypedRtx.Generators.Planning.Naming;
using Generators::TypedRtx.Signatures;

namespace TypedRtx.Generators.Tests.Planning.Naming;

/// <summary>One table of every naming rule, and one of every word that is not free; and all of them compile.</summary>
public sealed class NamingRulesTests
{
    private static readonly NameRole[] Roles = [NameRole.Input, NameRole.Output, NameRole.Dim];

    /// <summary>Rules, and names that stand in one model together.</summary>
    private static readonly (string Rule, NameRole Role, string[] Raw)[] Rules =
    [
        ("composed letters are one", NameRole.Input, ["\u00E9tat", "e\u0301tat"]),
        ("format characters are dropped", NameRole.Input, ["in\u200Bput"]),
        (":0 is dropped", NameRole.Output, ["/model/encoder/Out:0"]),
        (":0 is dropped, other numbers stay", NameRole.Output, ["Out:0", "Out:1"]),
        (":0 is dropped, and what is equal then has a suffix", NameRole.Output, ["Out:0", "Out"]),
        ("words begin with capitals", NameRole.Output, ["CO2 Emissions(g/km)"]),
        ("words begin with capitals", NameRole.Input, ["gpu_0/softMax_1"]),
        ("words begin with capitals", NameRole.Input, ["输入", "größe", "ışık"]),
        ("digits of two words stay apart", NameRole.Input, ["input.1"]),
        ("digits of two words stay apart", NameRole.Input, ["input.12", "input.1.2", "input.1_2"]),
        ("a digit in front takes the role", NameRole.Output, ["963", "1", "27"]),
        ("nothing left takes the role and a suffix", NameRole.Input, ["™", "\U0001F642", ""]),
        ("a reserved name takes the role", NameRole.Output, ["run", "dispose", "to_string"]),
        ("a reserved parameter takes the role", NameRole.Input, ["CANCELLATIONToken", "cancellation_token"]),
        ("keywords are escaped as parameters", NameRole.Input, ["class", "in", "field", "await"]),
        ("a long name is cut", NameRole.Input, [new string('a', 65), new string('a', 64)]),
        ("equal names carry suffixes", NameRole.Input, ["a.b", "a_b", "a/b"]),
        ("equal names carry suffixes", NameRole.Input, ["input", "Input", "INPUT"]),
        ("equal names carry suffixes", NameRole.Input, ["input::-2", "input:--2"]),
        ("one of a family alone is a name", NameRole.Input, ["past_key_values.0.key"]),
        ("look-alikes are kept apart", NameRole.Input, ["\u0441\u043E\u0441\u043D\u0430", "coc\u043D\u0430"]),
    ];

    [Fact]
    public void Names_follow_the_rules()
    {
        StringBuilder table = new();
        foreach ((string rule, NameRole role, string[] raw) in Rules)
        {
            IEnumerable<string> rows = NameTable.Assign(raw, role).Select(name =>
                $"  {role} {SignatureText.Quote(name.Raw)} → {name.Name}, {Parameter(name.Name)}{(name.Collided ? " (TRTX0013)" : "")}\n");
            table.Append(rule).Append(":\n").AppendJoin("", rows);
        }

        table.Append("classes are named after the file:\n");
        foreach (string file in (string[])["digits.onnx", "bert-base.v2.onnx", "012.onnx", "class.onnx", "Outputs.onnx", "System.onnx", "acme.onnx"])
        {
            string name = ClassName.FromFile(file);
            string away = ClassName.AwayFrom(["Acme", "Vision"], name);
            table.Append($"  {SignatureText.Quote(file)} in Acme.Vision → {away}{(away == name ? "" : " (TRTX0012)")}\n");
        }

        table.Append("symbols are named as in the model, or after input and axis:\n");
        ModelSignature signature = ModelSignature.Parse(Harness.SignatureOf(
            """input "x" float32[N, batch_size, "unk__12", ?, "None"]""", """input "y" float32["", "-1", "?", n, "1", x]"""));
        ModelNames symbols = ModelNames.Of(
            signature,
            ShapePlan.From(signature),
            FamilyFinder.Group(signature.Inputs, []),
            FamilyFinder.Group(signature.Outputs, []),
            GivenNames.None);
        foreach (AssignedName name in symbols.Symbols)
        {
            table.Append($"  {SignatureText.Quote(name.Raw)} → {name.Name}, {Parameter(name.Name)}{(name.Collided ? " (TRTX0013)" : "")}\n");
        }

        SnapshotVerifier.Verify(table.ToString(), "names");
    }

    [Fact]
    public void Words_that_are_not_free_have_their_names()
    {
        StringBuilder table = new();
        foreach (string word in Words())
        {
            IEnumerable<string> names = Roles.Select(role => MemberName.From(word, role)).Select(name => $"{name}, {Parameter(name)}");
            table.Append(word).Append(" → ").AppendJoin("; ", names.Distinct(StringComparer.Ordinal)).Append('\n');
        }

        SnapshotVerifier.Verify(table.ToString(), "words");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Words_that_are_not_free_compile_in_every_role(bool newest)
    {
        GeneratorHarness project = Harness.Project with
        {
            LanguageVersion = newest ? LanguageVersions.CSharp14 : LanguageVersions.CSharp13,
        };

        // Written both ways, and each role alone: what one role gets must not depend on another's.
        foreach ((string[] words, string prefix) in (IEnumerable<(string[], string)>)[([.. ReservedNames.All], "Reserved"), ([.. ParameterName.Words], "Word")])
        {
            project = project
                .WithSignature($"{prefix}Inputs.onnx", [.. words.Select(word => $"input \"{word}\" float32[n]"), """output "y" float32[n]"""])
                .WithSignature($"{prefix}Outputs.onnx", ["""input "x" float32[n]""", .. words.Select(word => $"output \"{word}\" float32[n]")])
                .WithSignature($"{prefix}Symbols.onnx", [.. words.Select((word, i) => $"input \"x{i}\" float32[\"{word}\"]"), """output "y" float32[1]"""]);
        }

        project.Run(HarnessChecks.Compiles);
    }

    [Fact]
    public void Members_named_like_their_class_compile() => Harness.Project
        .WithSignature(
            "m.onnx",
            """input "m" float32[M]""", """input "n" seq(float32[1])""", """output "m" float32[1]""", """output "n" float32[]""")
        .WithSignature("x.onnx", """input "y" float32[x]""", """input "z" float32[] optional""", """output "x" float32[x]""")
        .WithSignature("models.v.onnx", """input "models" float32[ModelsV]""", """output "system" float32[1]""", """output "typed_rtx" float32[1]""")
        .Run(HarnessChecks.Compiles);

    [Theory]
    [InlineData(typeof(ModelBinding))]
    [InlineData(typeof(ModelDeviceBinding))]
    [InlineData(typeof(ModelState))]
    public void Members_that_outputs_would_hide_are_reserved(Type type)
    {
        IEnumerable<string> inherited = type
            .GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy)
            .Where(member => member is PropertyInfo { GetMethod.IsAssembly: false } or MethodInfo
            {
                IsGenericMethod: false, IsSpecialName: false, IsPrivate: false, IsAssembly: false,
            })
            .Select(member => member.Name);

        Assert.All(inherited, name => Assert.True(ReservedNames.Contains(name, NameRole.Output), name));
    }

    private static string Parameter(string member) => ParameterName.Escape(ParameterName.From(member));

    private static IEnumerable<string> Words() => ReservedNames.All.Concat(ParameterName.Words);
}
