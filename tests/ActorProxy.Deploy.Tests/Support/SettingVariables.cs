using System.Text.RegularExpressions;
using ActorProxy.Node.Configuration;

namespace ActorProxy.Deploy.Tests.Support;

/// <summary>Settings as variables of the environment.</summary>
internal static partial class SettingVariables
{
    /// <summary>All that a node reads.</summary>
    public static IEnumerable<string> All => [.. SettingNames.All.Select(name => $"ACTORPROXY_{name.Replace('-', '_').ToUpperInvariant()}"), "ACTORPROXY_HOCON"];

    /// <summary>All that a text uses.</summary>
    public static IEnumerable<string> UsedIn(string text) => Variable().Matches(text).Select(match => match.Value);

    [GeneratedRegex("ACTORPROXY_[A-Z_]*[A-Z]")]
    private static partial Regex Variable();
}
