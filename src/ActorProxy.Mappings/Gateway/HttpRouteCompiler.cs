using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;
using ActorProxy.Mappings.Linting;
using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Gateway;

/// <summary>Compiles HTTPRoutes: each match of a rule, on each host, is a group of its own; a rule's groups share its backends and mirrors.</summary>
internal sealed class HttpRouteCompiler(string ownNamespace, PolicyBinding policies, List<Finding> findings)
{
    /// <summary>Envoy's default for routes; the Gateway API leaves it open.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Copies keep production's Host: the Gateway API says nothing of a suffix, and its conformance tests know none.</summary>
    private static readonly ShadowHost MirrorHost = new(ShadowHostMode.Preserve);

    /// <summary>The groups in the Gateway API's order.</summary>
    public IEnumerable<PlannedGroup> Compile(IEnumerable<HttpRouteResource> routes) =>
        routes.SelectMany(Plan).OrderBy(planned => planned.Rank).Select(planned => planned.Group).ToList();

    private IEnumerable<(HttpRouteRank Rank, PlannedGroup Group)> Plan(HttpRouteResource route)
    {
        string[] hostnames = route.Hostnames.Count == 0 ? ["*"] : [.. route.Hostnames];
        for (var i = 0; i < route.Rules.Count; i++)
        {
            var rule = route.Rules[i];

            var name = HttpRouteNames.Rule(route, i);
            var mirrors = Mirrors(rule.Filters, m => HttpRouteNames.Mirror(route, name, m));
            var ownMirrors = rule.Backends.Select((backend, at) => Mirrors(backend.Filters, m => HttpRouteNames.Mirror(route, name, at, m))).ToList();
            List<ServiceReference> services = [.. References(route, rule), .. Baselines(HttpRouteNames.Mirrors(route))];
            ReportUselessMirrors(route, rule);
            foreach (var match in rule.Matches)
            {
                var backends = Backends(rule, match, name, at => ownMirrors[at].Count == 0 ? null : [.. mirrors, .. ownMirrors[at]], route);
                foreach (var hostname in hostnames)
                {
                    var host = HostPattern.Glob(hostname, ignorePort: true);
                    yield return (
                        new HttpRouteRank(host, match, route),
                        new PlannedGroup(route, 0, match.Path.Text.Length, index => Compile(index, rule, match, host, backends, mirrors), services));
                }
            }
        }
    }

    private static RouteGroup Compile(
        int index,
        HttpRouteRule rule,
        HttpRouteMatch match,
        HostPattern host,
        IReadOnlyList<ProductionRoute> backends,
        IReadOnlyList<ShadowRoute> mirrors)
    {
        var pattern = new RequestPattern { Path = match.Path, Host = host, Method = match.Method, Headers = match.Headers, Query = match.Query };
        var answersItself = rule.Filters.Redirect is not null || Status(rule) is not null;
        return new RouteGroup
        {
            Index = index,
            Prefix = match.Path.Text,
            Pattern = pattern,
            Key = GroupKey.Display(pattern),
            Redirect = rule.Filters.Redirect?.With(Rewrite(rule.Filters.RedirectPath, match.Path)),
            DirectStatus = Status(rule),
            Cors = rule.Filters.Cors,
            Productions = backends,
            Shadows = answersItself ? [] : mirrors,
        };
    }

    /// <summary>500 when nothing can be forwarded, as the Gateway API demands; null otherwise.</summary>
    private static int? Status(HttpRouteRule rule)
    {
        if (rule.Filters.HasUnknown)
            return 500;
        if (rule.Filters.Redirect is not null || rule.Backends.Any(backend => backend is { Service: not null, Weight: > 0, Filters.HasUnknown: false }))
            return null;
        return 500;
    }

    private List<ProductionRoute> Backends(
        HttpRouteRule rule, HttpRouteMatch match, string name, Func<int, IReadOnlyList<ShadowRoute>?> ownShadows, HttpRouteResource route)
    {
        if (Status(rule) is not null || rule.Backends.Count == 0)
            return [Nobody(name, 100, route)];

        var total = rule.Backends.Sum(backend => (double)backend.Weight);
        var backends = new List<ProductionRoute>();
        for (var i = 0; i < rule.Backends.Count; i++)
        {
            var backend = rule.Backends[i];
            var share = 100 * backend.Weight / total;
            if (backend.Service is null || backend.Filters.HasUnknown)
            {
                backends.Add(Nobody(HttpRouteNames.Backend(rule, name, i), share, route));
                continue;
            }

            backends.Add(new ProductionRoute
            {
                Name = Qualified(HttpRouteNames.Backend(rule, name, i), route),
                Service = backend.Service,
                Share = share,
                Timeout = rule.Timeout == TimeSpan.Zero ? null : rule.Timeout ?? DefaultTimeout,
                Rewrite = Rewrite(backend.Filters.RewritePath ?? rule.Filters.RewritePath, match.Path),
                HostRewrite = backend.Filters.RewriteHost ?? rule.Filters.RewriteHost,
                RequestHeaders = [.. rule.Filters.RequestHeaders, .. backend.Filters.RequestHeaders],
                ResponseHeaders = [.. backend.Filters.ResponseHeaders, .. rule.Filters.ResponseHeaders],
                OwnShadows = ownShadows(i),
            });
        }

        return backends;
    }

    /// <summary>Stands where there is no valid backend: its share of the requests is answered with 500, as the Gateway API demands.</summary>
    private ProductionRoute Nobody(string name, double share, HttpRouteResource route) => new()
    {
        Name = Qualified(name, route),
        // Never known (RFC 2606), and never asked.
        Service = new ServiceTarget("http", "backend.invalid", 80, HasExplicitPort: false),
        Share = share,
        DirectStatus = 500,
        Rewrite = PathRewrite.None,
    };

    private List<ShadowRoute> Mirrors(HttpFilters filters, Func<int, ResourceId> id) => [.. filters.Mirrors.Select((mirror, i) => Mirror(mirror, id(i)))];

    private ShadowRoute Mirror(HttpMirror mirror, ResourceId id)
    {
        var policy = policies.For(id);
        var settings = policy?.Settings ?? ShadowSettings.Default;
        return new ShadowRoute
        {
            Name = id.NameIn(ownNamespace),
            Service = mirror.Service,
            Weight = policy?.Weight ?? mirror.Percent,
            Settings = policy?.Spec.Find("host") is null ? settings with { Host = MirrorHost } : settings,
        };
    }

    private IEnumerable<ServiceReference> Baselines(IEnumerable<ResourceId> mirrors) =>
        from mirror in mirrors
        let policy = policies.For(mirror)
        where policy?.Settings.Compare?.Baseline is not null
        select new ServiceReference(policy, "compare", policy.Settings.Compare!.Baseline!);

    private string Qualified(string name, HttpRouteResource route) =>
        route.Id.Namespace == ownNamespace ? name : $"{name}.{route.Id.Namespace}";

    private static PathRewrite Rewrite(HttpPathModifier? modifier, PathPattern path) => modifier switch
    {
        null => PathRewrite.None,
        { Full: { } full } => PathRewrite.Whole(full),
        _ => PathRewrite.Segments(path.Text, modifier.Prefix!),
    };

    private static List<ServiceReference> References(HttpRouteResource route, HttpRouteRule rule) =>
    [
        .. rule.Backends.Select(backend => backend.Service)
            .Concat(rule.Filters.Mirrors.Select(mirror => mirror.Service))
            .Concat(rule.Backends.SelectMany(backend => backend.Filters.Mirrors).Select(mirror => mirror.Service))
            .OfType<ServiceTarget>()
            .Select(service => new ServiceReference(route, "rules", service)),
    ];

    private void ReportUselessMirrors(HttpRouteResource route, HttpRouteRule rule)
    {
        if (rule.Filters.Mirrors.Count > 0 && rule.Filters.Redirect is not null)
        {
            findings.Add(route.At(
                Severity.Error,
                FindingCodes.ShadowOnRedirect,
                "a rule answers with a redirect: there is nothing for its RequestMirror to copy",
                "rules"));
        }
    }
}
