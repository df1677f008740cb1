using System.Runtime.InteropServices;

namespace TypedRtx.OnnxRuntime.Native;

/// <summary>What a failed call said.</summary>
/// <param name="Code">The code.</param>
/// <param name="FullMessage">The message, with build paths and conditions of the library's source in it.</param>
internal readonly record struct OrtError(OrtErrorCode Code, string FullMessage)
{
    /// <summary>The key under which exceptions keep the whole message.</summary>
    public const string DataKey = "OnnxRuntime.Message";

    /// <summary>The part of the message that helps a user.</summary>
    public string Message => OrtMessage.Shorten(FullMessage);

    /// <summary>Keeps the whole message with an exception.</summary>
    public TException Attach<TException>(TException exception)
        where TException : Exception
    {
        exception.Data[DataKey] = FullMessage;
        exception.Data["OnnxRuntime.Code"] = (int)Code;
        return exception;
    }

    /// <summary>Reads a status and releases it.</summary>
    public static unsafe OrtError Take(in OrtApi api, nint status)
    {
        OrtErrorCode code = (OrtErrorCode)api.GetErrorCode(status);
        string message = Marshal.PtrToStringUTF8((nint)api.GetErrorMessage(status)) ?? "";
        api.ReleaseStatus(status);
        return new(code, message);
    }
}
