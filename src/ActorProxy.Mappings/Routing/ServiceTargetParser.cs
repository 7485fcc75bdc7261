using System.Globalization;

namespace ActorProxy.Mappings.Routing;

/// <summary>Reads a Mapping's <c>service</c> as Ambassador does (<c>normalize_service_name</c>).</summary>
internal static class ServiceTargetParser
{
    /// <summary>Reads <c>[scheme://]host[.namespace][:port]</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="resourceNamespace">Namespace of the resource that says it.</param>
    /// <param name="ownNamespace">The node's own namespace.</param>
    /// <param name="originateTls">Whether the resource asks for TLS by other means than the scheme.</param>
    /// <param name="http2">Whether to talk HTTP/2.</param>
    /// <param name="error">What is wrong, or null.</param>
    /// <returns>Null when it cannot be understood.</returns>
    public static ServiceTarget? TryParse(
        string text, string resourceNamespace, string ownNamespace, bool originateTls, bool http2, out string? error)
    {
        var rest = text.Trim();
        var scheme = originateTls ? "https" : "http";
        var schemeEnd = rest.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd >= 0)
        {
            var given = rest[..schemeEnd].ToLowerInvariant();
            if (given is not ("http" or "https"))
            {
                error = $"the scheme must be http or https, not {given}";
                return null;
            }

            scheme = originateTls ? "https" : given;
            rest = rest[(schemeEnd + 3)..];
        }

        if (!TrySplit(rest.TrimEnd('/'), out var host, out var port, out error))
            return null;

        if (resourceNamespace != ownNamespace && !host.Contains('.') && !host.Contains(':') && host != "localhost")
            host = $"{host}.{resourceNamespace}";

        return new ServiceTarget(scheme, host, port ?? (scheme == "https" ? 443 : 80), port is not null, http2);
    }

    /// <summary>Splits <c>host[:port]</c>; an IPv6 address keeps its brackets.</summary>
    internal static bool TrySplit(string authority, out string host, out int? port, out string? error)
    {
        (host, port, error) = ("", null, null);
        var bracket = authority.IndexOf(']');
        var colon = authority.LastIndexOf(':');
        var hostText = authority;
        if (colon > bracket)
        {
            hostText = authority[..colon];
            if (!int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            {
                error = $"the port must be a number from 1 to 65535, not {Shorten(authority[(colon + 1)..])}";
                return false;
            }

            port = number;
        }

        host = hostText.ToLowerInvariant();
        if (!IsHost(host))
        {
            error = host.Length == 0 ? "it names no host" : $"{Shorten(host)} is not a host name or an address";
            return false;
        }

        return true;
    }

    private static bool IsHost(string host)
    {
        if (host.StartsWith('['))
            return host.EndsWith(']') && System.Net.IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out _);

        return host.Length is > 0 and <= 253
            && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            && host.Any(char.IsAsciiLetterOrDigit);
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
