using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Grouping;

/// <summary>
/// Turns a group into what the edge needs. Some fields belong to the whole group (Ambassador flattens them): of those the last
/// production Mapping in name order that sets one counts, and added headers are merged.
/// </summary>
internal sealed class GroupCompiler(string ownNamespace, IEnumerable<TlsContextResource> tlsContexts, List<Finding> findings)
{
    private readonly Dictionary<ResourceId, TlsContextResource> _tlsContexts = tlsContexts.ToDictionary(context => context.Id);

    /// <summary>Compiles a group.</summary>
    public RouteGroup Compile(MappingGroup group, int index)
    {
        var first = group.First;
        var members = group.Productions;
        var shares = CanaryShares.Of([.. members.Select(member => member.Weight)]);
        var shared = new SharedFields(members);
        return new RouteGroup
        {
            Index = index,
            Prefix = first.Prefix,
            Pattern = first.Pattern,
            Precedence = first.Precedence,
            Key = GroupKey.Display(first.Pattern),
            Redirect = first.Redirect,
            Cors = Last(members, member => member.Cors),
            AllowedUpgrades = Last(members, member => member.AllowUpgrade) ?? [],
            Productions = [.. members.Select((member, i) => Compile(member, shares[i], shared))],
            Shadows = [.. group.Shadows.Select(Compile)],
        };
    }

    private ProductionRoute Compile(MappingResource mapping, double share, SharedFields shared) => new()
    {
        Name = mapping.Id.NameIn(ownNamespace),
        Service = mapping.Service,
        Weight = mapping.Weight,
        Share = share,
        Timeout = mapping.Timeout,
        IdleTimeout = mapping.IdleTimeout,
        Rewrite = shared.RegexRewrite ?? mapping.Rewrite,
        HostRewrite = mapping.HostRewrite is { Length: > 0 } host ? host : null,
        AutoHostRewrite = mapping.AutoHostRewrite,
        RequestHeaders = shared.RequestHeaders,
        ResponseHeaders = shared.ResponseHeaders,
        Retry = shared.Retry,
        Upstream = Upstream(mapping),
        StatsName = mapping.StatsName,
    };

    private ShadowRoute Compile(AttachedShadow shadow) => new()
    {
        Name = shadow.Mapping.Id.NameIn(ownNamespace),
        Service = shadow.Mapping.Service,
        Weight = shadow.Policy?.Weight ?? shadow.Mapping.Weight ?? 100,
        Settings = shadow.Policy?.Settings ?? ShadowSettings.Default,
        Upstream = Upstream(shadow.Mapping),
        StatsName = shadow.Mapping.StatsName,
    };

    private UpstreamSettings Upstream(MappingResource mapping)
    {
        if (mapping.TlsContext is not { } name)
            return mapping.Upstream;

        if (Find(name, mapping.Id.Namespace) is { } context)
            return mapping.Upstream with { Tls = context };

        findings.Add(mapping.At(
            Severity.Error,
            FindingCodes.UnknownTlsContext,
            $"there is no TLSContext {name}; certificates of {mapping.Service} are not verified",
            "tls"));
        return mapping.Upstream;
    }

    private TlsContext? Find(string name, string mappingNamespace)
    {
        var dot = name.LastIndexOf('.');
        var resource = _tlsContexts.GetValueOrDefault(new ResourceId(name, mappingNamespace))
            ?? _tlsContexts.GetValueOrDefault(new ResourceId(name, ownNamespace))
            ?? (dot < 0 ? null : _tlsContexts.GetValueOrDefault(new ResourceId(name[..dot], name[(dot + 1)..])));
        return resource?.Context;
    }

    private static T? Last<T>(IEnumerable<MappingResource> members, Func<MappingResource, T?> field)
        where T : class => members.Select(field).LastOrDefault(value => value is not null);

    /// <summary>What all production Mappings of the group have in common.</summary>
    private sealed class SharedFields(IReadOnlyList<MappingResource> members)
    {
        public PathRewrite? RegexRewrite { get; } = Last(members, member => member.RegexRewrite) is { } rewrite ? PathRewrite.Regex(rewrite) : null;

        public RetryPolicy? Retry { get; } = Last(members, member => member.Retry);

        public IReadOnlyList<HeaderMutation> RequestHeaders { get; } =
            Mutations(Last(members, member => member.RemoveRequestHeaders), members.SelectMany(member => member.AddRequestHeaders));

        public IReadOnlyList<HeaderMutation> ResponseHeaders { get; } =
            Mutations(Last(members, member => member.RemoveResponseHeaders), members.SelectMany(member => member.AddResponseHeaders));

        // Envoy removes before it adds.
        private static IReadOnlyList<HeaderMutation> Mutations(IReadOnlyList<string>? removed, IEnumerable<HeaderMutation> added) =>
        [
            .. (removed ?? []).Select(name => new HeaderMutation(HeaderMutationKind.Remove, name, "")),
            .. added.GroupBy(mutation => mutation.Name, StringComparer.OrdinalIgnoreCase).Select(sameName => sameName.Last()),
        ];
    }
}
