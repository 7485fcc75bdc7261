using System.Text.RegularExpressions;

namespace ActorProxy.Mappings.Matching;

/// <summary>A condition on one text: equal to another, or matched as a whole by a regular expression.</summary>
internal sealed class TextMatch
{
    private readonly Regex? _regex;

    private TextMatch(string text, Regex? regex)
    {
        Text = text;
        _regex = regex;
    }

    /// <summary>What it compares with.</summary>
    public string Text { get; }

    /// <summary>Whether <see cref="Text"/> is a regular expression.</summary>
    public bool IsRegex => _regex is not null;

    /// <summary>Matches exactly <paramref name="text"/>.</summary>
    public static TextMatch Exact(string text) => new(text, null);

    /// <summary>Matches what <paramref name="regex"/>, compiled for whole texts, matches.</summary>
    public static TextMatch Pattern(string text, Regex regex) => new(text, regex);

    /// <summary>Whether <paramref name="value"/> meets the condition.</summary>
    public bool Matches(ReadOnlySpan<char> value) => _regex is null ? value.SequenceEqual(Text) : _regex.IsMatch(value);

    /// <summary>A text that is equal for equal conditions.</summary>
    public override string ToString() => IsRegex ? $"~{Text}" : $"={Text}";
}

/// <summary>A condition on a header or a query parameter. The thing must be there.</summary>
/// <param name="Name">The header's name in lower case, or the parameter's.</param>
/// <param name="Value">The condition on its value.</param>
internal sealed record NamedMatch(string Name, TextMatch Value)
{
    /// <summary>Length by which Ambassador ranks it: name and value, one more for a regular expression.</summary>
    public int RankLength => Name.Length + Value.Text.Length + (Value.IsRegex ? 1 : 0);

    /// <summary>The text by which Ambassador breaks ties.</summary>
    public string RankKey => $"{Name}-{Value.Text}";
}
