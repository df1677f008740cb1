using TypedRtx.TestKit;
using Xunit;

[assembly: AssemblyFixture(typeof(SnapshotFixture))]
