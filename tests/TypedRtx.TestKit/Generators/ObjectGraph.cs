using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace TypedRtx.TestKit;

/// <summary>Walks the fields of objects in search of Roslyn's.</summary>
internal static class ObjectGraph
{
    private const BindingFlags OwnFields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>How a Roslyn object is reached from a value, as types and fields; null when none is.</summary>
    public static string? FindRoslynObject(object? root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<(object Value, string Path)> rest = new();
        Push(rest, root, root?.GetType().Name ?? "null");
        while (rest.TryPop(out (object Value, string Path) item))
        {
            if (IsRoslynObject(item.Value))
            {
                return $"{item.Path} is a {item.Value.GetType().Name}";
            }

            if (IsLeaf(item.Value.GetType()) || !seen.Add(item.Value))
            {
                continue;
            }

            PushChildren(rest, item.Value, item.Path);
        }

        return null;
    }

    private static void PushChildren(Stack<(object Value, string Path)> rest, object value, string path)
    {
        if (value is Array array)
        {
            int index = 0;
            foreach (object? element in (IEnumerable)array)
            {
                Push(rest, element, $"{path}[{index++}]");
            }

            return;
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(OwnFields))
            {
                Push(rest, field.GetValue(value), $"{path}.{field.Name}");
            }
        }
    }

    private static void Push(Stack<(object Value, string Path)> rest, object? value, string path)
    {
        if (value is not null)
        {
            rest.Push((value, path));
        }
    }

    private static bool IsRoslynObject(object value) => value
        is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or Location
        or AdditionalText or SyntaxToken or SyntaxTrivia or Diagnostic;

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string)
        || typeof(MemberInfo).IsAssignableFrom(type)
        || (type.IsArray && (type.GetElementType()!.IsPrimitive || type.GetElementType() == typeof(string)));
}
