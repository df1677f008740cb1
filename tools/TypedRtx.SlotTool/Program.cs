using System.Text;
using TypedRtx.SlotTool;

if (args.Length < 2)
{
    Console.Error.WriteLine(
        """
        usage: dotnet run --project tools/TypedRtx.SlotTool -- OUTPUT_FOLDER HEADER_FOLDER...

        Writes the slots of the virtual functions of TensorRT for RTX to OUTPUT_FOLDER as C#, one table for each header folder and C++ ABI.
        A header folder holds the public headers of one version (NvInferVersion.h says which); the repository rustnn/trtx-rs has them in
        trtx-sys/TensorRT-Headers. The headers are read as text; no compiler is needed.
        """);
    return 2;
}

try
{
    HeaderFolder[] versions = [.. args[1..].Select(HeaderFolder.Read)];
    Directory.CreateDirectory(args[0]);
    foreach ((string name, string text) in new SlotFileWriter(versions).Write())
    {
        File.WriteAllText(Path.Combine(args[0], name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Console.WriteLine(name);
    }

    return 0;
}
catch (Exception exception) when (exception is SlotToolException or IOException)
{
    Console.Error.WriteLine($"SlotTool: {exception.Message}");
    return 1;
}
