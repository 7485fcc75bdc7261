using Microsoft.AspNetCore.Http;

namespace ActorProxy.Admin.Endpoints;

/// <summary>Who is at the other end, for the audit trail.</summary>
internal static class Caller
{
    private const int LongestName = 100;

    /// <summary>
    /// The name that the client gives itself, and what it cannot choose: the address that it comes from, and the subject of its certificate.
    /// </summary>
    public static string Describe(HttpContext context, string? who)
    {
        var address = context.Connection.RemoteIpAddress;
        var from = address is null ? "an unknown address" : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();
        if (context.Connection.ClientCertificate is { } certificate) from += $" ({certificate.Subject})";
        return string.IsNullOrWhiteSpace(who) ? $"admin API from {from}" : $"{Shortened(who.Trim())} from {from}";
    }

    private static string Shortened(string who) => who.Length <= LongestName ? who : who[..LongestName];
}
