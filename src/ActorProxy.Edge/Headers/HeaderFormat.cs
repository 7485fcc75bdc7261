using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Headers;

/// <summary>
/// The value of an added header: text, in which Ambassador allows two of Envoy's commands (<c>%PROTOCOL%</c> and
/// <c>%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%</c>) and <c>%%</c> for a percent sign. Anything else is taken as it stands.
/// </summary>
internal sealed class HeaderFormat
{
    private const string Protocol = "%PROTOCOL%";
    private const string RemoteAddress = "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%";

    private readonly string _text;
    private readonly bool _isPlain;

    private HeaderFormat(string text, bool isPlain) => (_text, _isPlain) = (text, isPlain);

    public static HeaderFormat Parse(string text) =>
        text.Contains(Protocol, StringComparison.Ordinal) || text.Contains(RemoteAddress, StringComparison.Ordinal)
            ? new HeaderFormat(text, isPlain: false)
            : new HeaderFormat(text.Replace("%%", "%", StringComparison.Ordinal), isPlain: true);

    /// <summary>The value for one request.</summary>
    public string For(HttpContext context) => _isPlain
        ? _text
        : _text
            .Replace(Protocol, context.Request.Protocol, StringComparison.Ordinal)
            .Replace(RemoteAddress, ClientAddress.Of(context.Connection), StringComparison.Ordinal)
            .Replace("%%", "%", StringComparison.Ordinal);
}
