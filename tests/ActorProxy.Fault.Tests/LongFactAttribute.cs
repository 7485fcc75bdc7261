using ActorProxy.Fault.Tests.Processes;
using ActorProxy.Soak.Faults;

namespace ActorProxy.Fault.Tests;

/// <summary>A test that takes minutes, and what it needs of the machine. See <see cref="LongTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    /// <param name="need">What the machine must have.</param>
    public LongFactAttribute(Need need = Need.Nothing) => Skip = LongTests.Skip ?? Missing(need);

    private static string? Missing(Need need) => need switch
    {
        Need.Root when Environment.UserName != "root" => "mounts a tiny file system, for which it needs root",
        Need.FakeTime when !File.Exists(MachineFaults.FakeTime) => "sets the clock that a node sees, for which it needs Debian's package libfaketime",
        Need.PreviousBuild when PreviousBuild.Find() is null => "needs the previous commit, which a shallow clone has not (or name one in ACTORPROXY_PREVIOUS)",
        _ => null,
    };
}

/// <summary>What a test needs of the machine beside .NET.</summary>
public enum Need
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The right to mount.</summary>
    Root,

    /// <summary>libfaketime.</summary>
    FakeTime,

    /// <summary>The commit before this one.</summary>
    PreviousBuild,
}
