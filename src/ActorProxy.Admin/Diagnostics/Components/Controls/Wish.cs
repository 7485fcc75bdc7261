namespace ActorProxy.Admin.Diagnostics.Components.Controls;

/// <summary>What an operator has confirmed in a dialog.</summary>
/// <param name="Who">Who wants it.</param>
/// <param name="Reason">Why; may be empty.</param>
/// <param name="Weight">The new weight in percent; null for the configured one, or where no weight was asked for.</param>
public sealed record Wish(string Who, string Reason, double? Weight);
