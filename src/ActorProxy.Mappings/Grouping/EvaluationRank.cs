using ActorProxy.Mappings.Matching;

namespace ActorProxy.Mappings.Grouping;

/// <summary>
/// The place of a group in evaluation order (Ambassador: <c>_route_weight</c>): precedence, length of the prefix, total length of the
/// header conditions (host and method among them), total length of the query conditions, then the texts themselves, all descending.
/// </summary>
internal sealed class EvaluationRank : IComparable<EvaluationRank>
{
    private readonly int[] _numbers;
    private readonly string[] _texts;

    public EvaluationRank(RequestPattern pattern, int precedence)
    {
        var headers = WithPseudoHeaders(pattern);
        _numbers = [precedence, pattern.Path.Text.Length, headers.Sum(header => header.RankLength), pattern.Query.Sum(parameter => parameter.RankLength)];
        _texts =
        [
            pattern.Path.Text,
            pattern.Method?.Text ?? "GET",
            .. headers.Select(header => header.RankKey),
            .. pattern.Query.Select(parameter => parameter.RankKey),
        ];
    }

    /// <summary>Negative when this group is asked before <paramref name="other"/>.</summary>
    public int CompareTo(EvaluationRank? other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < _numbers.Length; i++)
        {
            if (_numbers[i] != other._numbers[i])
                return other._numbers[i].CompareTo(_numbers[i]);
        }

        for (var i = 0; i < Math.Min(_texts.Length, other._texts.Length); i++)
        {
            var order = string.CompareOrdinal(other._texts[i], _texts[i]);
            if (order != 0)
                return order;
        }

        return other._texts.Length.CompareTo(_texts.Length);
    }

    private static List<NamedMatch> WithPseudoHeaders(RequestPattern pattern)
    {
        // Every Mapping has a host condition, "*" included.
        var headers = new List<NamedMatch>(pattern.Headers) { new(":authority", pattern.Host.AsCondition) };
        if (pattern.Method is { } method)
            headers.Add(new(":method", method));
        return headers;
    }
}
