using System.Reflection;
using TypedRtx.TestKit;
using Xunit;

namespace TypedRtx.Repository.Tests;

/// <summary>The public API as text, so that a change of it shows in the diff.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData(typeof(TypedRtx.Signatures.ModelSignature))]
    [InlineData(typeof(TypedModel))]
    [InlineData(typeof(TypedRtx.OnnxRuntime.OnnxRuntimeBackend))]
    [InlineData(typeof(TypedRtx.TensorRtRtx.TensorRtRtxBackend))]
    [InlineData(typeof(ComputeCapability))]
    public void Public_api_is_as_reviewed(Type anyType)
    {
        IEnumerable<string> lines = anyType.Assembly.GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => MembersOf(type).Prepend(type.FullName!));

        SnapshotVerifier.Verify(string.Join('\n', lines) + "\n", "api", variant: anyType.Assembly.GetName().Name!);
    }

    private static IEnumerable<string> MembersOf(Type type) => type.GetMembers(Declared)
        .Where(IsVisible)
        .Select(member => $"    {member.MemberType.ToString().ToLowerInvariant()} {member}")
        .Order(StringComparer.Ordinal);

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily) && !IsAccessor(method),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily),
        _ => false,
    };

    private static bool IsAccessor(MethodBase method) =>
        method.IsSpecialName && (method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal));
}
