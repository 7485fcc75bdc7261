using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Admin;

/// <summary>Settings of the admin listener.</summary>
public sealed record AdminOptions
{
    /// <summary>The default address: this machine only, because whoever reaches the port can change weights.</summary>
    public const string DefaultUrl = "http://127.0.0.1:9110";

    /// <summary>
    /// Where to listen, <c>http://HOST:PORT</c> or <c>https://HOST:PORT</c>; port 0 takes any free one. Default <see cref="DefaultUrl"/>.
    /// </summary>
    public string Url { get; init; } = DefaultUrl;

    /// <summary>What callers must show, 16 characters at least; null asks for none. It opens everything, reading and changing alike.</summary>
    public string? Token { get; init; }

    /// <summary>The listener's own certificate; needed for https.</summary>
    public CertificateFiles? Certificate { get; init; }

    /// <summary>How many browsers may look at the diagnostics page at once, 1 or more.</summary>
    public int MostViewers { get; init; } = 100;

    /// <summary>
    /// PEM file of authorities: callers with a client certificate of one of them are let in. Needs https. Where a token is set as well,
    /// either will do.
    /// </summary>
    public string? ClientAuthorities { get; init; }
}
