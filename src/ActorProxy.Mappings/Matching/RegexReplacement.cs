using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ActorProxy.Mappings.Matching;

/// <summary>A regular expression with what takes the place of its matches (Envoy's <c>RegexMatchAndSubstitute</c>).</summary>
internal sealed class RegexReplacement
{
    private readonly Regex _regex;
    private readonly string _replacement;

    private RegexReplacement(Regex regex, string replacement) => (_regex, _replacement) = (regex, replacement);

    /// <summary>Compiles it; null with an error when it cannot be.</summary>
    /// <param name="pattern">What is looked for.</param>
    /// <param name="substitution">What takes its place; <c>\1</c> stands for the first group, <c>\0</c> for the whole match.</param>
    /// <param name="error">What is wrong, or null.</param>
    public static RegexReplacement? TryCreate(string pattern, string substitution, out string? error)
    {
        var regex = Re2Regex.TryCompileSearch(pattern, out error);
        if (regex is null)
            return null;

        var replacement = Translate(substitution, regex.GetGroupNumbers().Max(), out error);
        return replacement is null ? null : new RegexReplacement(regex, replacement);
    }

    /// <summary>Replaces every match.</summary>
    public string Apply(string text) => _regex.Replace(text, _replacement);

    /// <summary>From RE2's notation to that of .NET.</summary>
    private static string? Translate(string substitution, int lastGroup, out string? error)
    {
        var result = new StringBuilder(substitution.Length);
        for (var i = 0; i < substitution.Length; i++)
        {
            var c = substitution[i];
            if (c == '$')
            {
                result.Append("$$");
            }
            else if (c != '\\')
            {
                result.Append(c);
            }
            else if (i + 1 < substitution.Length && substitution[i + 1] == '\\')
            {
                result.Append(substitution[++i]);
            }
            else if (i + 1 < substitution.Length && char.IsAsciiDigit(substitution[i + 1]) && substitution[i + 1] - '0' <= lastGroup)
            {
                result.Append(CultureInfo.InvariantCulture, $"${{{substitution[++i]}}}");
            }
            else
            {
                error = $"the substitution has a backslash that stands for none of the {lastGroup} groups";
                return null;
            }
        }

        error = null;
        return result.ToString();
    }
}
