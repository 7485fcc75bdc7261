using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;
using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Linting;

/// <summary>Groups that get no request, because one that is asked earlier takes all of theirs.</summary>
internal sealed class UnreachableRule : ILintRule
{
    /// <summary>Earlier groups looked at for each one: enough for real configurations, and a bound for the others.</summary>
    private const int MaxCandidates = 64;

    /// <inheritdoc/>
    public void Check(LintContext context)
    {
        var index = new RouteIndex(context.Routes);
        var members = context.Groups.ToDictionary(pair => pair.Route.Index, pair => pair.Group.Productions);
        foreach (var route in context.Routes)
        {
            if (Coverer(route, index) is not { } earlier)
                continue;

            IReadOnlyList<Resource> owners = members.TryGetValue(route.Index, out var mappings) ? mappings : [context.Owners[route.Index]];
            foreach (var owner in owners)
            {
                context.Report(owner.At(
                    Severity.Warning,
                    FindingCodes.Unreachable,
                    $"gets no requests for {route.Key}: {context.Owners[earlier.Index].Id} is asked first and takes all of them"));
            }
        }
    }

    private static RouteGroup? Coverer(RouteGroup route, RouteIndex index)
    {
        // What covers this group starts no later than it does, so a lookup of its own start finds it.
        var candidates = index.CandidatesFor(route.Pattern.Path.RequiredStart, route.Pattern.Host.Text);
        for (var i = 0; i < MaxCandidates && candidates.TryNext(out var earlier) && earlier.Index < route.Index; i++)
        {
            if (!earlier.Choice.IsPartial && Covers(earlier.Pattern, route.Pattern))
                return earlier;
        }

        return null;
    }

    private static bool Covers(RequestPattern earlier, RequestPattern later) =>
        Covers(earlier.Path, later.Path)
        && (earlier.Host.Kind == HostPatternKind.Any || earlier.Host.ToString() == later.Host.ToString())
        && (earlier.Method is null || earlier.Method.ToString() == later.Method?.ToString())
        && Covers(earlier.Headers, later.Headers)
        && Covers(earlier.Query, later.Query);

    private static bool Covers(PathPattern earlier, PathPattern later) => earlier.Kind switch
    {
        PathPatternKind.Prefix => later.RequiredStart.StartsWith(
            earlier.Text, earlier.IsCaseSensitive && later.IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
            && (later.IsCaseSensitive || !earlier.IsCaseSensitive),
        PathPatternKind.Segments => later.RequiredStart.StartsWith(earlier.RequiredStart + "/", StringComparison.Ordinal) || Same(earlier, later),
        PathPatternKind.Regex when earlier.Text is ".*" or "/.*" => true,
        _ => Same(earlier, later),
    };

    private static bool Same(PathPattern earlier, PathPattern later) =>
        earlier.Kind == later.Kind && earlier.Text == later.Text && earlier.IsCaseSensitive == later.IsCaseSensitive;

    /// <summary>Whether the earlier group asks for nothing that the later one does not ask for too.</summary>
    private static bool Covers(IReadOnlyList<NamedMatch> earlier, IReadOnlyList<NamedMatch> later) =>
        earlier.All(match => later.Any(other => other.Name == match.Name && other.Value.ToString() == match.Value.ToString()));
}
