using ActorProxy.Soak.Faults;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>A test that mounts a file system.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    /// <summary>Skips it for others than root.</summary>
    public RootFactAttribute()
    {
        if (Environment.UserName != "root") Skip = "mounts a tiny file system, for which it needs root";
    }
}

/// <summary>A test that sets the clock that a node sees.</summary>
public sealed class FakeTimeFactAttribute : FactAttribute
{
    /// <summary>Skips it where there is nothing to do so.</summary>
    public FakeTimeFactAttribute()
    {
        if (!File.Exists(MachineFaults.FakeTime)) Skip = "sets the clock that a node sees, for which it needs Debian's package libfaketime";
    }
}
