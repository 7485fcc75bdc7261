using ActorProxy.Shadowing.Control;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Runtime control without cluster and clock.</summary>
internal sealed class FakeControl : IShadowControl
{
    public event Action<ControlState>? Changed;

    public ControlState Current { get; private set; } = ControlState.Default;

    public void Apply(ControlChange change) => throw new NotSupportedException();

    public void Set(bool allPaused = false, params (string Shadow, double? Weight, bool Paused)[] shadows)
    {
        var by = new ControlStamp("test", DateTimeOffset.UnixEpoch, null);
        Current = new ControlState(allPaused, by, shadows.ToDictionary(s => s.Shadow, s => new ShadowControlSetting(s.Weight, s.Paused, by)));
        Changed?.Invoke(Current);
    }
}
