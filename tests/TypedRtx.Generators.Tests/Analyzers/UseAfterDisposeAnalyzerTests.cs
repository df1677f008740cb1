namespace TypedRtx.Generators.Tests.Analyzers;

public sealed class UseAfterDisposeAnalyzerTests
{
    private static readonly string[] Signature = ["""input "x" float32[n]""", """output "y" float32[n]"""];

    [Fact]
    public void Result_that_was_disposed_is_reported() => Expect(
        "var r = bert.Run(data);\nr.Dispose();\nConsole.WriteLine({|TRTX1007:r|}.Y[0]);",
        "'r' is used here, but it was disposed in line 6; the use throws ObjectDisposedException. Move the use before Dispose.");

    [Fact]
    public void View_of_a_result_that_was_disposed_is_reported() => Expect(
        "var r = bert.Run(data);\nTensorView<float> y = r.Y;\nr.Dispose();\nConsole.WriteLine(y.Length);\nConsole.WriteLine({|TRTX1007:y|}[0]);",
        "'y' is used here, but it was disposed in line 7; it views memory that serves other runs by then. Move the use before Dispose.");

    [Theory]
    [InlineData("var r = bert.Run(data);\nr.Dispose();\nif (data.Length > 2)\n{\n    _ = {|TRTX1007:r|}.ToOwned();\n}")]
    [InlineData("bert.Dispose();\nvar m = Bert.Load();\nm.Dispose();\n{|TRTX1007:m|}.Run(data).Dispose();")]
    [InlineData("var b = bert.Bind(2);\nb.Dispose();\n{|TRTX1007:b|}.Run();")]
    [InlineData("var b = bert.BindDevice(2);\nb.Dispose();\n{|TRTX1007:b|}.X.CopyFrom(data);")]
    [InlineData("var b = bert.Bind(2);\nb.Dispose();\n{|TRTX1007:b|}.X[0] = 1;")]
    public void Use_in_a_later_statement_is_reported(string calls) => Expect(calls);

    [Theory]
    [InlineData("var r = bert.Run(data);\nr.Dispose();\nr.Dispose();")]
    [InlineData("var r = bert.Run(data);\nif (data.Length > 2)\n{\n    r.Dispose();\n}\n\nConsole.WriteLine(r.Y[0]);\nr.Dispose();")]
    [InlineData("var r = bert.Run(data);\nif (data.Length > 2) r.Dispose(); else Console.WriteLine(r.Y[0]);")]
    [InlineData("var r = bert.Run(data);\nr.Dispose();\nr = bert.Run(data);\nConsole.WriteLine(r.Y[0]);\nr.Dispose();")]
    [InlineData("var m = Bert.Load();\nusing var r = m.Run(data);\nm.Dispose();\nConsole.WriteLine(r.Y[0] + m.BackendName);")]
    [InlineData("var m = Bert.Load();\nm.Dispose();\nThrows(() => m.Run(data).Dispose());\nstatic void Throws(Action a) => a();")]
    [InlineData("var m = Bert.Load();\nm.Dispose();\ntry\n{\n    m.Run(data).Dispose();\n}\ncatch (ObjectDisposedException)\n{\n}")]
    [InlineData("var b = bert.Bind(2);\nfor (int i = 0; i < 2; i++)\n{\n    b.Run();\n    b.Dispose();\n    b = bert.Bind(2);\n}")]
    [InlineData("var r = bert.Run(data);\nagain:\nr.Dispose();\nif (data.Length > 2)\n{\n    r = bert.Run(data);\n    goto again;\n}")]
    public void Use_that_may_be_right_is_left_alone(string calls) => Expect(calls);

    private static void Expect(string calls, params string[] messages) =>
        CallSites.Expect(CallSites.Bert(Signature), CallSites.Method(calls, ", float[] data"), messages);
}
