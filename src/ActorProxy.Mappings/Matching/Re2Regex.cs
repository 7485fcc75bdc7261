using System.Text;
using System.Text.RegularExpressions;

namespace ActorProxy.Mappings.Matching;

/// <summary>
/// Regular expressions as Envoy has them (RE2): they match a whole text, need time linear in its length, and know no look-around and no
/// back-references. What RE2 writes differently from .NET is translated.
/// </summary>
internal static class Re2Regex
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int MaxLength = 4096;

    /// <summary>Compiles a pattern that must match a whole text.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="error">What is wrong with it, or null.</param>
    /// <returns>Null when it cannot be compiled.</returns>
    public static Regex? TryCompileWhole(string pattern, out string? error) =>
        TryCompile(pattern, translated => $"\\A(?:{translated})\\z", out error);

    /// <summary>Compiles a pattern that is searched for inside a text (<c>regex_rewrite</c>).</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="error">What is wrong with it, or null.</param>
    /// <returns>Null when it cannot be compiled.</returns>
    public static Regex? TryCompileSearch(string pattern, out string? error) => TryCompile(pattern, translated => translated, out error);

    private static Regex? TryCompile(string pattern, Func<string, string> wrap, out string? error)
    {
        if (pattern.Length > MaxLength)
        {
            error = $"the regular expression is longer than {MaxLength} characters";
            return null;
        }

        try
        {
            // Alone first, so that a stray parenthesis cannot pair with the wrapping.
            var translated = Translate(pattern);
            _ = new Regex(translated, Options);
            error = null;
            return new Regex(wrap(translated), Options);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            error = e.Message;
            return null;
        }
    }

    private static string Translate(string pattern)
    {
        var result = new StringBuilder(pattern.Length);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                i = AppendEscape(result, pattern, i + 1, inClass);
            }
            else if (inClass && c == '[')
            {
                i = AppendNamedClass(result, pattern, i);
            }
            else if (!inClass && c == '[')
            {
                inClass = true;
                result.Append(c);

                // A bracket that closes nothing yet is a literal one.
                if (pattern.AsSpan(i + 1).StartsWith("^"))
                    result.Append(pattern[++i]);
                if (pattern.AsSpan(i + 1).StartsWith("]"))
                    result.Append('\\').Append(pattern[++i]);
            }
            else if (inClass && c == ']')
            {
                inClass = false;
                result.Append(c);
            }
            else if (!inClass && pattern.AsSpan(i).StartsWith("(?P<"))
            {
                result.Append("(?<");
                i += 3;
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    /// <summary>RE2's <c>\d</c>, <c>\w</c> and <c>\s</c> are ASCII only, and it knows <c>\pN</c> and <c>\Q...\E</c>.</summary>
    private static int AppendEscape(StringBuilder result, string pattern, int at, bool inClass)
    {
        switch (pattern[at])
        {
            case 'd':
                result.Append(inClass ? "0-9" : "[0-9]");
                return at;
            case 'w':
                result.Append(inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]");
                return at;
            case 's':
                result.Append(inClass ? "\\t\\n\\f\\r " : "[\\t\\n\\f\\r ]");
                return at;
            case 'D' when !inClass:
                result.Append("[^0-9]");
                return at;
            case 'W' when !inClass:
                result.Append("[^0-9A-Za-z_]");
                return at;
            case 'S' when !inClass:
                result.Append("[^\\t\\n\\f\\r ]");
                return at;
            case 'p' or 'P' when at + 1 < pattern.Length && pattern[at + 1] != '{':
                result.Append('\\').Append(pattern[at]).Append('{').Append(pattern[at + 1]).Append('}');
                return at + 1;
            case 'Q':
                var end = pattern.IndexOf("\\E", at, StringComparison.Ordinal);
                result.Append(Regex.Escape(pattern[(at + 1)..(end < 0 ? pattern.Length : end)]));
                return end < 0 ? pattern.Length : end + 1;
            default:
                result.Append('\\').Append(pattern[at]);
                return at;
        }
    }

    /// <summary><c>[:alpha:]</c> and its like; any other bracket inside a class is a literal one.</summary>
    private static int AppendNamedClass(StringBuilder result, string pattern, int at)
    {
        var end = pattern.AsSpan(at).StartsWith("[:") ? pattern.IndexOf(":]", at, StringComparison.Ordinal) : -1;
        var members = end < 0 ? null : pattern[(at + 2)..end] switch
        {
            "alnum" => "0-9A-Za-z",
            "alpha" => "A-Za-z",
            "ascii" => "\\x00-\\x7F",
            "blank" => "\\t ",
            "cntrl" => "\\x00-\\x1F\\x7F",
            "digit" => "0-9",
            "graph" => "!-~",
            "lower" => "a-z",
            "print" => " -~",
            "punct" => "!-/:-@\\[-`{-~",
            "space" => "\\t\\n\\v\\f\\r ",
            "upper" => "A-Z",
            "word" => "0-9A-Za-z_",
            "xdigit" => "0-9A-Fa-f",
            _ => null,
        };
        result.Append(members ?? "\\[");
        return members is null ? at : end + 1;
    }
}
