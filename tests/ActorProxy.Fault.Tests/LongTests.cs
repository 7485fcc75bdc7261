namespace ActorProxy.Fault.Tests;

/// <summary>Tests that take minutes: run only where <c>ACTORPROXY_LONG_TESTS=1</c> is in the environment, shown as skipped elsewhere.</summary>
internal static class LongTests
{
    private const string Variable = "ACTORPROXY_LONG_TESTS";

    /// <summary>Why a long test is not run; null when it is.</summary>
    public static string? Skip { get; } = Environment.GetEnvironmentVariable(Variable) == "1" ? null : $"takes minutes; set {Variable}=1 to run it";
}
