using System.Net;

namespace ActorProxy.Kubernetes.Connecting;

/// <summary>The API server answered with an error: as an HTTP status, or as a <c>Status</c> object in a watch.</summary>
internal sealed class ApiRefusedException(int code, string message) : Exception(message)
{
    /// <summary>The HTTP status code, or the <c>code</c> of the <c>Status</c> object.</summary>
    public int Code { get; } = code;

    /// <summary>The position asked for is no longer held by the server: everything has to be listed again.</summary>
    public bool IsExpired => Code == (int)HttpStatusCode.Gone;

    /// <summary>The server does not know such resources: their definition is not installed.</summary>
    public bool IsUnknown => Code == (int)HttpStatusCode.NotFound;

    /// <summary>How long the server asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
