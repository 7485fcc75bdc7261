namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>A command as it was typed, understood against its definition.</summary>
/// <param name="Palette">The palette's module name.</param>
/// <param name="Name">The command's name.</param>
/// <param name="Arguments">What was given: the switch (for a positional value, the first spelling of its switch) and the value.</param>
public sealed record Command(string Palette, string Name, IReadOnlyList<(string Switch, string Value)> Arguments);
