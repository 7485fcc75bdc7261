using System.Diagnostics;
using System.Globalization;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Admin.Ambassador;

/// <summary>Tells a node's state in the words of Ambassador's diagnostics.</summary>
internal sealed class AmbassadorReport(NodeViews node)
{
    private static readonly string Version = typeof(AmbassadorReport).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public AmbassadorDiagnostics Read()
    {
        var (table, control, readiness) = (node.Routes.Current, node.Control.Current, node.ReadReadiness());
        var findings = node.Routes.Findings.ToList();
        var totals = node.Metrics.Read().Cluster;
        var productions = totals.Productions.ToDictionary(production => production.Mapping, production => production.Statuses);
        var shadows = totals.Shadows.ToDictionary(shadow => shadow.Mapping, StatusesOf);
        return new AmbassadorDiagnostics(
            new AmbassadorSystem(Version, Environment.MachineName, Uptime(), table.Generation, readiness.Ready, readiness.Reason is { } reason ? [reason] : []),
            new AmbassadorStatus(true, readiness.Ready),
            [.. findings.Where(finding => finding.Severity == Severity.Error).Select(finding => (IReadOnlyList<string>)[KeyOf(finding), finding.Message])],
            [.. findings.Where(finding => finding.Severity != Severity.Error).Select(Notice)],
            [.. table.Groups.Select(group => Describe(group, control, productions, shadows))]);
    }

    /// <summary>How long the process has been running, such as <c>2 hours, 5 minutes</c>.</summary>
    public static string Uptime()
    {
        using var process = Process.GetCurrentProcess();
        var time = DateTime.Now - process.StartTime;
        return time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} hours, {time.Minutes} minutes")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} minutes, {time.Seconds} seconds");
    }

    /// <summary>Ambassador numbers the documents of a resource; there is one.</summary>
    private static string KeyOf(Finding finding) => finding.Resource.Length == 0 ? "" : finding.Resource + ".1";

    private static AmbassadorNotice Notice(Finding finding) => new(
        finding.Severity == Severity.Warning ? "WARNING" : "INFO",
        finding.Resource.Length == 0 ? finding.Message : $"{finding.Resource}: {finding.Message}");

    private static AmbassadorRoute Describe(
        RouteGroup group,
        ControlState control,
        Dictionary<string, IReadOnlyDictionary<int, long>> productions,
        Dictionary<string, IReadOnlyDictionary<int, long>> shadows)
    {
        var first = group.Productions[0];
        var riding = group.Shadows.Concat(group.Productions.SelectMany(production => production.OwnShadows ?? [])).DistinctBy(shadow => shadow.Name);
        return new AmbassadorRoute(
            $"http://{group.Host}{group.Prefix}",
            group.Prefix,
            ReferenceEquals(first.Rewrite, PathRewrite.None) ? "" : first.Rewrite.Apply(group.Prefix),
            group.Method,
            group.Host,
            [.. group.HeaderConditions.Select(header => new AmbassadorHeader(header.Name, header.Value, header.IsRegex))],
            group.Precedence,
            [
                .. group.Productions.Select(production => Cluster(
                    production.Service, production.Share, group.Redirect is null ? null : "redirect", productions.GetValueOrDefault(production.Name))),
                .. riding.Select(shadow => Cluster(shadow.Service, WeightInForce(shadow, control), "shadow", shadows.GetValueOrDefault(shadow.Name))),
            ]);
    }

    private static double WeightInForce(ShadowRoute shadow, ControlState control) =>
        control.IsPaused(shadow.Name) ? 0 : control.WeightOf(shadow.Name, shadow.Weight);

    private static AmbassadorCluster Cluster(ServiceTarget service, double weight, string? label, IReadOnlyDictionary<int, long>? statuses)
    {
        var text = string.Concat(service.LookupNames[0].Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var (answered, good) = (statuses?.Values.Sum() ?? 0, statuses?.Where(status => status.Key is > 0 and < 500).Sum(status => status.Value) ?? 0);
        var metric = answered == 0 ? (double?)null : Math.Round(100.0 * good / answered, 2);
        return new AmbassadorCluster(
            $"cluster_{(label == "shadow" ? "shadow_" : "")}{text}",
            service.ToString(),
            weight,
            label,
            metric is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent}%") : "no requests yet",
            metric,
            metric switch { null => "grey", >= 99 => "green", >= 90 => "yellow", _ => "red" });
    }

    /// <summary>Copies that were sent and not answered count as a status of none.</summary>
    private static IReadOnlyDictionary<int, long> StatusesOf(ShadowMetrics shadow)
    {
        var failed = new[] { CopyOutcome.TimedOut, CopyOutcome.ConnectFailed, CopyOutcome.Reset }.Sum(outcome => shadow.Outcomes[(int)outcome]);
        return failed == 0 ? shadow.Statuses : new Dictionary<int, long>(shadow.Statuses) { [0] = shadow.Statuses.GetValueOrDefault(0) + failed };
    }
}
