using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorProxy.Conformance.Tests.Model;

/// <summary>How often something is to happen: <c>3</c>, or <c>40..60</c>.</summary>
/// <param name="Least">Inclusive.</param>
/// <param name="Most">Inclusive.</param>
internal readonly record struct ExpectedCount(long Least, long Most)
{
    /// <summary>Reads it.</summary>
    public static ExpectedCount Parse(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return dots < 0 ? Exactly(Number(text)) : new ExpectedCount(Number(text[..dots]), Number(text[(dots + 2)..]));
    }

    /// <summary>A single number.</summary>
    public static ExpectedCount Exactly(long count) => new(count, count);

    /// <summary>Whether a count is as expected.</summary>
    public bool Holds(long count) => count >= Least && count <= Most;

    /// <inheritdoc/>
    public override string ToString() => Least == Most ? $"{Least}" : $"{Least}..{Most}";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A text to be equal to, or matched by <c>~REGEX</c> as a whole.</summary>
internal readonly record struct ExpectedText(string Text)
{
    /// <summary>Whether a text is as expected.</summary>
    public bool Holds(string? actual) => actual is not null
        && (Text.StartsWith('~') ? Regex.IsMatch(actual, $"\\A(?:{Text[1..]})\\z") : actual == Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>What a header is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its values in order; empty when it must not be there.</param>
internal sealed record ExpectedHeader(string Name, IReadOnlyList<ExpectedText> Values)
{
    /// <summary>Reads a map from names to a value, a list of values, or nothing for a header that must be absent.</summary>
    public static IReadOnlyList<ExpectedHeader> ReadAll(CaseNode? map)
    {
        if (map is null)
            return [];
        List<ExpectedHeader> headers = [.. map.Names.Select(name => new ExpectedHeader(name, [.. map.Texts(name).Select(text => new ExpectedText(text))]))];
        map.Finish();
        return headers;
    }

    /// <summary>What is wrong with the headers in this respect; null when nothing is.</summary>
    public string? Check(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var actual = headers.Where(header => header.Key.Equals(Name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList();

        // Several lines and one with commas mean the same (RFC 9110, 5.3).
        var isSame = actual.Count == Values.Count
            ? Values.Zip(actual).All(pair => pair.First.Holds(pair.Second))
            : actual.Count > 0 && string.Join(", ", actual) == string.Join(", ", Values.Select(value => value.Text));
        return isSame
            ? null
            : $"header {Name}: expected {Show(Values.Select(value => value.Text))}, got {Show(actual)}";
    }

    private static string Show(IEnumerable<string> values) => string.Join(" and ", values.Select(value => $"'{value}'")) is { Length: > 0 } text ? text : "none";
}
