using System.Runtime.InteropServices;
using TypedRtx.Native;

namespace TypedRtx.Core.Tests.Native;

public sealed class NativeFileNamesTests
{
    [Fact]
    public void Linux_takes_the_plain_name_then_full_versions_then_the_abi_version() => Assert.Equal(
        ["libx.so", "libx.so.1.30.0", "libx.so.1.9.2", "libx.so.1"],
        NativeFileNames.For("x", 1, OSPlatform.Linux).Choose(
            ["libx.so.1", "libx.so.1.9.2", "libx_providers.so", "libx.so", "libx.so.2", "libx.so.1.30.0", "libx.so.1.bak", "x.so"]));

    [Fact]
    public void Linux_without_an_abi_version_takes_every_version() => Assert.Equal(
        ["libx.so.2", "libx.so.1.5"],
        NativeFileNames.For("x", null, OSPlatform.Linux).Choose(["libx.so.1.5", "libx.so.2"]));

    [Fact]
    public void Windows_takes_the_plain_name_then_versions_and_no_other_library() => Assert.Equal(
        ["X.dll", "x_1_6.dll", "x_1_5.dll"],
        NativeFileNames.For("x", 1, OSPlatform.Windows).Choose(["x_1_5.dll", "x_providers_shared.dll", "X.dll", "x_1_6.dll", "x.lib"]));

    [Fact]
    public void MacOS_takes_the_plain_name_then_versions() => Assert.Equal(
        ["libx.dylib", "libx.1.31.0.dylib", "libx.1.30.0.dylib"],
        NativeFileNames.For("x", 1, OSPlatform.OSX).Choose(
            ["libx.1.30.0.dylib", "libx.1.31.0.dylib", "libx.dylib", "libx_providers.dylib", "libx.1.dylib.bak"]));
}
