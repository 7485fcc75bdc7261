using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace ActorProxy.Admin.Access;

/// <summary>The token that callers show. Kept as its hash, so that comparing takes the same time whatever is shown.</summary>
internal sealed class AdminToken
{
    private const int ShortestToken = 16;

    private readonly byte[] _hash;

    /// <exception cref="AdminBindException">It is too short to be a secret.</exception>
    public AdminToken(string token)
    {
        if (token.Length < ShortestToken)
        {
            throw new AdminBindException(
                $"the admin token has {token.Length} characters; {ShortestToken} at least are needed, such as 'openssl rand -hex 32' makes");
        }

        _hash = Hash(token);
    }

    /// <summary>
    /// Whether an <c>Authorization</c> header holds it: as a bearer token (RFC 6750), or as the password of Basic with any name (RFC 7617), which is
    /// what browsers can ask for.
    /// </summary>
    public bool IsIn(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var shown) || shown.Parameter is not { } parameter) return false;
        var token = shown.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => parameter,
            "BASIC" => Password(parameter),
            _ => null,
        };
        return token is not null && Is(token);
    }

    /// <summary>Whether a text is the token.</summary>
    public bool Is(string shown) => CryptographicOperations.FixedTimeEquals(Hash(shown), _hash);

    private static string? Password(string parameter)
    {
        var decoded = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, decoded, out var length)) return null;
        var text = Encoding.UTF8.GetString(decoded, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? text[(colon + 1)..] : null;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
