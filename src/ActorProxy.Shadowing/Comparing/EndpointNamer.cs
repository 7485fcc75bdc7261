using System.Text;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Comparing;

/// <summary>Names the endpoint of a request, so that requests of one kind are counted together. Immutable; safe for any number of threads.</summary>
public sealed class EndpointNamer
{
    private readonly string? _header;
    private readonly PathTemplate[] _templates;

    /// <summary>Prepares the templates.</summary>
    public EndpointNamer(EndpointSource source)
    {
        _header = source.Header;
        _templates = [.. source.Paths.Select(path => new PathTemplate(path))];
    }

    /// <summary>
    /// The endpoint: the header's value; else the method and the first template that fits; else the method and the path, with the segments that look
    /// like identifiers replaced, such as <c>GET /orders/{id}</c>.
    /// </summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">Its path; a query is cut off.</param>
    /// <param name="header">Looks up a request header by name; null when absent.</param>
    public string Name(string method, string path, Func<string, string?> header)
    {
        if (_header is not null && header(_header) is { Length: > 0 } value) return value;

        var query = path.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0) path = path[..query];
        foreach (var template in _templates)
        {
            if (template.Matches(path)) return $"{method} {template.Text}";
        }

        return $"{method} {WithoutIdentifiers(path)}";
    }

    private static string WithoutIdentifiers(string path)
    {
        var result = new StringBuilder(path.Length);
        foreach (var range in path.AsSpan().Split('/'))
        {
            var segment = path.AsSpan()[range];
            if (range.Start.Value > 0) result.Append('/');
            if (IdentifierText.LooksLikeOne(segment)) result.Append("{id}");
            else result.Append(segment);
        }

        return result.ToString();
    }
}
