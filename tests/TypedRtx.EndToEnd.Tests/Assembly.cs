using TypedRtx.EndToEnd.Tests;
using TypedRtx.TestKit;

[assembly: AssemblyFixture(typeof(SharedFilesCleanup))]
[assembly: AssemblyFixture(typeof(OwnUserFolder))]
