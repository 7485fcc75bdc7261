namespace ActorProxy.Mappings.Routing;

/// <summary>A condition of a group on a header, for display.</summary>
/// <param name="Name">The header's name in lower case.</param>
/// <param name="Value">What its value must be, or the regular expression that must match it.</param>
/// <param name="IsRegex">Whether <paramref name="Value"/> is a regular expression.</param>
public sealed record HeaderCondition(string Name, string Value, bool IsRegex);
