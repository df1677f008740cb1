namespace TypedRtx.Device;

internal static class OverheadCheck
{
    public static bool Run(string model, string profile, string dims, string library) => throw new NotImplementedException();
}
