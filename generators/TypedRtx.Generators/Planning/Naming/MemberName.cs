using System.Text;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>The C# name of one ONNX name, looked at alone: what another name in the model is plays no part.</summary>
internal static class MemberName
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int MaxLength = 64;

    private const string HashMark = "_x";
    private const int ShortHash = 4;

    public static string From(string raw, NameRole role)
    {
        string name = Pascal(NameTokens.Split(raw));
        if (name.Length == 0)
        {
            return WithHash(role.ToString(), raw, ShortHash);
        }

        if (NameTokens.IsDigit(name[0]) || IsReserved(name, role))
        {
            name = role + name;
        }

        return name.Length <= MaxLength ? name : WithHash(Cut(name), raw, ShortHash);
    }

    /// <summary>Whether the name has its role in front because a generated member has it.</summary>
    public static bool TakesRole(string raw, NameRole role) =>
        IsReserved(Pascal(NameTokens.Split(raw)), role);

    /// <summary>The name with a suffix that only the raw name decides.</summary>
    public static string WithHash(string name, string raw, int digits) => name + HashMark + Fnv1a.Hex(raw, digits);

    // A class is no member; what it must keep clear of is ClassName's affair.
    private static bool IsReserved(string name, NameRole role) => role != NameRole.Model && ReservedNames.Contains(name, role);

    private static string Cut(string name) => name.Substring(0, MaxLength - HashMark.Length - ShortHash);

    private static string Pascal(IReadOnlyList<string> tokens)
    {
        StringBuilder name = new();
        foreach (string token in tokens)
        {
            // 1.2 and 12 are not the same.
            if (name.Length > 0 && NameTokens.IsDigit(name[name.Length - 1]) && NameTokens.IsDigit(token[0]))
            {
                name.Append('_');
            }

            name.Append(ToUpper(token[0])).Append(token, 1, token.Length - 1);
        }

        return name.ToString();
    }

    // Runtimes disagree about the upper case of these two.
    private static char ToUpper(char c) => c switch
    {
        'ı' => 'I',
        'ſ' => 'S',
        _ => char.ToUpperInvariant(c),
    };
}
