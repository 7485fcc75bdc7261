using System.Text.RegularExpressions;
using ActorProxy.Node.Configuration;

namespace ActorProxy.Deploy.Tests.Support;

/// <summary>Settings as variables of the environment.</summary>
internal static partial class SettingVariables
{
    /// <summary>All that a node reads.</summary>
    public static IEnumerable<string> All => [.. SettingNames.All.Select(name => $"ACTORPROXY_{name.Replace('-', '_').ToUpperInvariant()}"), "ACTORPROXY_HOCON"];

    /// <summary>Those of the access rules: tokens and certificates.</summary>
    public static IEnumerable<string> OfAccess =>
    [
        "ACTORPROXY_ADMIN_TOKEN", "ACTORPROXY_ADMIN_TOKEN_FILE", "ACTORPROXY_LISTEN_CERTIFICATE", "ACTORPROXY_LISTEN_KEY",
        "ACTORPROXY_REMOTE_CERTIFICATE", "ACTORPROXY_REMOTE_KEY", "ACTORPROXY_REMOTE_CA",
    ];

    /// <summary>All that a text uses.</summary>
    public static IEnumerable<string> UsedIn(string text) => Variable().Matches(text).Select(match => match.Value);

    [GeneratedRegex("ACTORPROXY_[A-Z_]*[A-Z]")]
    private static partial Regex Variable();
}
