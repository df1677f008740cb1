using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching.Fire;

public sealed class FaultTests
{
    [Theory]
    [InlineData("EIO", 5)]
    [InlineData("EACCES", 13)]
    [InlineData("ENOSPC", 28)]
    [InlineData("EROFS", 30)]
    [InlineData("ENOMEM", 12)]
    [InlineData("half of it", FaultLayer.Short)]
    public void Operation_that_fails_gives_no_wrong_entry_no_exception_and_loses_none(string name, int code)
    {
        string library = FaultLayer.Build();
        using TempFolder folder = new();
        ProcessRequest child = FireChild.Request("faults", folder.Path, FireChild.IsLong ? "1" : "4", $"{code}");

        ProcessResult result = ProcessRunner.Run(child with
        {
            Environment = new Dictionary<string, string?>(child.Environment) { [FaultLayer.Variable] = library },
        }).AssertSuccess();
        string[] figures = result.Output.Trim().Split(' ');
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {figures[0]} faults, longest use {figures[1]} ms");
        Assert.InRange(int.Parse(figures[0]), 10, int.MaxValue);
        Assert.InRange(int.Parse(figures[1]), 0, 20_000);
    }
}
