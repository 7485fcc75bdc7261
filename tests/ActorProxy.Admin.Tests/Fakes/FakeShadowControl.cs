using ActorProxy.Shadowing.Control;

namespace ActorProxy.Admin.Tests.Fakes;

/// <summary>Runtime control of one node.</summary>
public sealed class FakeShadowControl : IShadowControl
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly Lock _sync = new();
    private volatile ControlState _current = ControlState.Default;

    public event Action<ControlState>? Changed;

    public List<ControlChange> Changes { get; } = [];

    public ControlState Current => _current;

    public void Apply(ControlChange change)
    {
        lock (_sync)
        {
            Changes.Add(change);
            var stamp = new ControlStamp(change.Who, Now, change.Reason);
            _current = change.Shadow is { } name
                ? _current with { Shadows = new Dictionary<string, ShadowControlSetting>(_current.Shadows) { [name] = Setting(name, change, stamp) } }
                : _current with { AllPaused = change.Paused ?? _current.AllPaused, AllPausedBy = stamp };
            var weight = change.Shadow is { } of ? _current.Shadows[of].Weight : null;
            _current = _current with { History = [new ControlRecord(change.Shadow, weight, change.Paused ?? false, stamp), .. _current.History] };
        }

        Changed?.Invoke(_current);
    }

    private ShadowControlSetting Setting(string name, ControlChange change, ControlStamp stamp)
    {
        var before = _current.Shadows.GetValueOrDefault(name) ?? new ShadowControlSetting(null, false, stamp);
        var weight = change.Weight is not { } asked ? before.Weight : double.IsNaN(asked) ? null : (double?)asked;
        return new ShadowControlSetting(weight, change.Paused ?? before.Paused, stamp);
    }
}
