using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Routing;

/// <summary>Mappings that match the same requests: production Mappings share them by weight, shadows ride on it.</summary>
public sealed class RouteGroup
{
    private RequestPattern? _pattern;

    /// <summary>Position in evaluation order, from 0; an index into <see cref="RouteTable.Groups"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The group's <c>prefix</c> (for display; a regular expression's text where it is one).</summary>
    public required string Prefix { get; init; }

    /// <summary>The production Mappings, in name order. Never empty.</summary>
    public required IReadOnlyList<ProductionRoute> Productions
    {
        get;
        init
        {
            field = value;
            Choice = new CanaryChoice(value);
        }
    }

    /// <summary>The shadows, in name order. Usually none or one.</summary>
    public required IReadOnlyList<ShadowRoute> Shadows { get; init; }

    /// <summary>The group in words, for display, such as <c>GET example.com /prefix/ x-user=7</c>.</summary>
    public string Key { get; init; } = "";

    /// <summary>The host it matches, for display: a name, a glob or a regular expression; <c>*</c> for every host.</summary>
    public string Host => Pattern.Host.Text;

    /// <summary>The method it matches, for display; <c>*</c> for every method.</summary>
    public string Method => Pattern.Method?.Text ?? "*";

    /// <summary>The conditions on headers, for display, such as <c>x-user=7</c>, or <c>x-user~7.*</c> for a regular expression; empty when there are none.</summary>
    public string Headers => string.Join(' ', Pattern.Headers.Select(header => header.Name + header.Value));

    /// <summary>The conditions on headers one by one.</summary>
    public IEnumerable<HeaderCondition> HeaderConditions =>
        Pattern.Headers.Select(header => new HeaderCondition(header.Name, header.Value.Text, header.Value.IsRegex));

    /// <summary>The conditions on query parameters, written like <see cref="Headers"/>.</summary>
    public string Query => string.Join(' ', Pattern.Query.Select(parameter => parameter.Name + parameter.Value));

    /// <summary>Precedence: groups with a higher one are asked first.</summary>
    public int Precedence { get; init; }

    /// <summary>Where clients are sent; null for a group that forwards. Such a group has one production route, which gets no request, and no shadow.</summary>
    public Redirect? Redirect { get; init; }

    /// <summary>A status with which the proxy answers by itself; null for a group that forwards (Gateway API: 500 for a rule without a valid backend).</summary>
    public int? DirectStatus { get; init; }

    /// <summary>Cross-origin rules; null when there are none.</summary>
    public CorsPolicy? Cors { get; init; }

    /// <summary>Protocols to which a connection may be upgraded, such as <c>websocket</c>; none by default.</summary>
    public IReadOnlyList<string> AllowedUpgrades { get; init; } = [];

    /// <summary>What a request must meet; by default only the prefix.</summary>
    internal RequestPattern Pattern
    {
        get => _pattern ??= new RequestPattern { Path = PathPattern.Literal(PathPatternKind.Prefix, Prefix) };
        init => _pattern = value;
    }

    /// <summary>How a production Mapping is chosen.</summary>
    internal CanaryChoice Choice { get; private init; } = null!;

    /// <summary>Whether a connection may be upgraded to <paramref name="protocol"/>.</summary>
    public bool AllowsUpgrade(string protocol) => AllowedUpgrades.Contains(protocol, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the request meets the group's conditions (shares not considered).</summary>
    public bool Matches<TRequest>(in TRequest request)
        where TRequest : struct, IRequestHead => Pattern.Matches(request);
}
