using System.Text.RegularExpressions;

namespace ActorProxy.Pbm.Output;

/// <summary>Colours the words of an answer that say how something stands, where they fill a cell of a table or a field by themselves.</summary>
internal static partial class Highlight
{
    private const string Red = "\e[31m";
    private const string Green = "\e[32m";
    private const string Yellow = "\e[33m";
    private const string Normal = "\e[0m";

    private const string Good = "(?<good>up|live|ok|open|leader|reachable)";
    private const string Bad = "(?<bad>down|unreachable|error|critical|lost|failed|removed|quarantined|differs|no answer)";
    private const string Unsettled = "(?<unsettled>joining|weaklyup|leaving|exiting|warning|departed|closed|paused|by all)";

    /// <summary>An error's beginning.</summary>
    public static string Error(string text) => $"{Red}{text}{Normal}";

    /// <summary>The text with colours.</summary>
    public static string Apply(string text) => States().Replace(text, match => $"{ColourOf(match)}{match.Value}{Normal}");

    private static string ColourOf(Match match) => match.Groups["good"].Success ? Green : match.Groups["bad"].Success ? Red : Yellow;

    [GeneratedRegex($"(?<=^|  |\\| )(?:{Good}|{Bad}|{Unsettled})(?=$|\\r|\\n|  | \\|)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex States();
}
