using ActorProxy.Mappings.Matching;

namespace ActorProxy.Mappings.Routing;

/// <summary>
/// Where a request would go, and why not elsewhere. It asks every group, so it is for people who want to know;
/// <see cref="RouteTable.TryMatch"/> is what requests use, and both agree.
/// </summary>
/// <param name="Taken">The groups that take such requests, in evaluation order: usually one, more when shares leave requests to later groups.</param>
/// <param name="Missed">The groups before the last of those whose path fits, and that do not take it for another reason.</param>
/// <param name="Unmatched">The percentage of such requests that no group takes (404); 0 to 100.</param>
public sealed record RouteTrace(IReadOnlyList<RouteStep> Taken, IReadOnlyList<RouteMiss> Missed, double Unmatched)
{
    /// <summary>Follows a request through a table.</summary>
    public static RouteTrace Of(RouteTable table, in PlainRequest request)
    {
        var taken = new List<RouteStep>();
        var missed = new List<RouteMiss>();
        var left = 100.0;
        foreach (var group in table.Groups)
        {
            if (!group.Pattern.Path.Matches(request.Path))
                continue;

            if (UnmetCondition.Find(group.Pattern, request) is { } reason)
            {
                missed.Add(new RouteMiss(group, reason));
                continue;
            }

            taken.Add(new RouteStep(group, left));
            if (!group.Choice.IsPartial)
                return new RouteTrace(taken, missed, 0);

            left *= 1 - (group.Productions.Sum(production => production.Share) / 100);
        }

        return new RouteTrace(taken, missed, left);
    }
}

/// <summary>A group that takes a request.</summary>
/// <param name="Group">The group.</param>
/// <param name="Reach">The percentage of such requests that come to it; below 100 when an earlier group's shares leave some over.</param>
public sealed record RouteStep(RouteGroup Group, double Reach);

/// <summary>A group whose path fits and that does not take a request.</summary>
/// <param name="Group">The group.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record RouteMiss(RouteGroup Group, string Reason);
