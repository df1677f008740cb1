using TypedRtx.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(SharedFilesCleanup))]
