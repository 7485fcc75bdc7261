namespace ActorProxy.Fault.Tests.Peers;

/// <summary>A service that misbehaves in one way.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Behaviour">What it does to a connection; null where nobody listens because the name is unknown.</param>
/// <param name="AsShadow">The outcomes that its copies may have; the first is seen each time.</param>
/// <param name="AsProduction">What clients may get: the status, and what becomes of the body (<c>whole</c>, <c>cut</c>, <c>endless</c>).</param>
internal sealed record BadService(string Name, Func<Stream, Task>? Behaviour, string[] AsShadow, string[] AsProduction)
{
    /// <summary>Whether TLS is spoken to it.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether its replies are far larger than anybody wants.</summary>
    public bool IsHuge { get; init; }

    /// <summary>Whether a connection to it may be kept for a while after an answer.</summary>
    public bool Keeps { get; init; }

    /// <summary>Whether only time ends its copies.</summary>
    public bool IsSlowShadow => AsShadow is ["timed_out"];

    /// <summary>Whether only time ends requests to it.</summary>
    public bool IsSlowProduction => AsProduction is ["504 whole"];

    /// <summary>As a Mapping names it.</summary>
    public string Service => (IsSecure ? "https://" : "") + (Behaviour is null ? $"{Name}.invalid" : Name);
}
