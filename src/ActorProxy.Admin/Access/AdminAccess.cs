using System.Net;
using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Admin.Access;

/// <summary>Who may use the admin listener, checked against where it listens.</summary>
/// <param name="Token">What callers may show; null when there is none.</param>
/// <param name="ClientAuthorities">Whose client certificates are accepted; null when none are.</param>
internal sealed record AdminAccess(AdminToken? Token, PeerAuthorities? ClientAuthorities)
{
    /// <summary>Whether anybody who reaches the listener may use it.</summary>
    public bool IsOpen => Token is null && ClientAuthorities is null;

    /// <summary>Reads it from the settings.</summary>
    /// <exception cref="AdminBindException">The settings contradict each other, or leave the listener open to other machines.</exception>
    /// <exception cref="CertificateException">The authorities cannot be read.</exception>
    public static AdminAccess Of(AdminOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.PathAndQuery != "/")
            throw new AdminBindException($"the admin address '{options.Url}' is not of the form http://HOST:PORT or https://HOST:PORT");
        if (url.Scheme == Uri.UriSchemeHttps && options.Certificate is null)
            throw new AdminBindException($"the admin address '{options.Url}' needs a certificate; name its file with --admin-certificate");
        if (url.Scheme == Uri.UriSchemeHttp && (options.Certificate is not null || options.ClientAuthorities is not null))
            throw new AdminBindException($"certificates are of no use at the admin address '{options.Url}'; begin it with https://");

        var access = new AdminAccess(
            options.Token is { } token ? new AdminToken(token) : null,
            options.ClientAuthorities is { } file ? PeerAuthorities.Load(file) : null);
        if (!access.IsOpen || IsLoopback(url)) return access;
        throw new AdminBindException(
            $"the admin address '{options.Url}' can be reached from other machines, and whoever reaches it can change weights and send nodes away. "
            + "Ask for a token (--admin-token-file, or ACTORPROXY_ADMIN_TOKEN in the environment) or for client certificates (--admin-client-ca), "
            + "or listen on 127.0.0.1");
    }

    /// <summary>Whether only this machine reaches an address.</summary>
    public static bool IsLoopback(Uri url) => IsLoopback(url.Host);

    /// <summary>Whether a name or an address is this machine's alone.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
