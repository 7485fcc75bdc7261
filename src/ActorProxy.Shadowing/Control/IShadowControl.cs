namespace ActorProxy.Shadowing.Control;

/// <summary>Runtime control: replicated to all nodes, in force within two seconds, kept over restarts when the node has a state directory.</summary>
public interface IShadowControl
{
    /// <summary>What is in force at this node.</summary>
    ControlState Current { get; }

    /// <summary>Raised after <see cref="Current"/> has changed. A handler must not throw.</summary>
    event Action<ControlState>? Changed;

    /// <summary>Makes a change and replicates it. It is in force here when this returns.</summary>
    /// <param name="change">The change.</param>
    /// <exception cref="ArgumentException">A weight outside 0 to 100.</exception>
    void Apply(ControlChange change);
}

/// <summary>One change of runtime control.</summary>
/// <param name="Shadow">The shadow Mapping's name, or null for all copying (the master switch; pause and resume only).</param>
/// <param name="Weight">New weight in percent, 0 to 100; <see cref="double.NaN"/> goes back to the configured one; null leaves it.</param>
/// <param name="Paused">True pauses, false resumes, null leaves it.</param>
/// <param name="Who">Who does it: a user name as the client gives it, and from where.</param>
/// <param name="Reason">Why; optional.</param>
public sealed record ControlChange(string? Shadow, double? Weight, bool? Paused, string Who, string? Reason = null);

/// <summary>Runtime control as in force at one moment. Immutable.</summary>
/// <param name="AllPaused">The master switch.</param>
/// <param name="AllPausedBy">Who set the master switch last, if anybody did.</param>
/// <param name="Shadows">Settings by shadow Mapping, only those that somebody changed.</param>
public sealed record ControlState(bool AllPaused, ControlStamp? AllPausedBy, IReadOnlyDictionary<string, ShadowControlSetting> Shadows)
{
    /// <summary>The newest changes of all nodes, newest first; a hundred at most.</summary>
    public IReadOnlyList<ControlRecord> History { get; init; } = [];

    /// <summary>Nothing changed.</summary>
    public static ControlState Default { get; } = new(false, null, new Dictionary<string, ShadowControlSetting>());

    /// <summary>The weight in force for a shadow, in percent, pauses not considered.</summary>
    public double WeightOf(string shadow, double configured) =>
        Shadows.TryGetValue(shadow, out var setting) && setting.Weight is { } weight ? weight : configured;

    /// <summary>Whether copying for a shadow is paused, by itself or by the master switch.</summary>
    public bool IsPaused(string shadow) => AllPaused || (Shadows.TryGetValue(shadow, out var setting) && setting.Paused);
}

/// <summary>What somebody set for one shadow.</summary>
/// <param name="Weight">The overriding weight in percent, or null for the configured one.</param>
/// <param name="Paused">Whether it is paused.</param>
/// <param name="By">Who changed it last, and when.</param>
public sealed record ShadowControlSetting(double? Weight, bool Paused, ControlStamp By);

/// <summary>A change that was made: what its target was set to.</summary>
/// <param name="Shadow">The shadow Mapping, or null for the master switch.</param>
/// <param name="Weight">The overriding weight in percent from then on, or null for the configured one.</param>
/// <param name="Paused">Whether it was paused from then on.</param>
/// <param name="By">Who made it, when and why.</param>
public sealed record ControlRecord(string? Shadow, double? Weight, bool Paused, ControlStamp By);

/// <summary>Who changed something, when and why.</summary>
/// <param name="Who">Who.</param>
/// <param name="When">When, by that node's clock (UTC).</param>
/// <param name="Reason">Why, if it was said.</param>
public sealed record ControlStamp(string Who, DateTimeOffset When, string? Reason);
