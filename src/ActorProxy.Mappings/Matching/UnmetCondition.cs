using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Matching;

/// <summary>Says in words which condition of a pattern a request does not meet. For people who ask; matching itself never comes here.</summary>
internal static class UnmetCondition
{
    /// <summary>The first condition besides the path that is not met, such as <c>the method must be POST, not GET</c>; null when all are.</summary>
    public static string? Find<TRequest>(RequestPattern pattern, in TRequest request)
        where TRequest : struct, IRequestHead
    {
        if (!pattern.Host.Matches(request.Authority))
            return $"the host must be {pattern.Host.Text}, not {Given(request.Authority)}";
        if (pattern.Method is { } method && !method.Matches(request.Method))
            return $"the method must be {Wanted(method)}, not {request.Method}";

        foreach (var header in pattern.Headers)
        {
            var value = RequestPattern.ValueOf(request, header.Name);
            if (value is null || !header.Value.Matches(value))
                return Describe("header", header, value);
        }

        foreach (var parameter in pattern.Query)
        {
            var isGiven = QueryText.TryFind(request.Query, parameter.Name, out var value);
            if (!isGiven || !parameter.Value.Matches(value))
                return Describe("query parameter", parameter, isGiven ? value.ToString() : null);
        }

        return null;
    }

    private static string Describe(string kind, NamedMatch condition, string? given) => given is null
        ? $"the {kind} {condition.Name} is missing"
        : $"the {kind} {condition.Name} must be {Wanted(condition.Value)}, not {Given(given)}";

    private static string Wanted(TextMatch match) => match.IsRegex ? $"matched by {match.Text}" : match.Text;

    private static string Given(string text) => text.Length == 0 ? "empty" : text;
}
