[assembly: AssemblyFixture(typeof(TypedRtx.TestKit.SnapshotFixture))]
