using System.Reflection;
using Xunit.Sdk;

namespace ActorProxy.Fault.Tests;

/// <summary>A row of a theory that takes minutes: run only where <c>ACTORPROXY_LONG_TESTS=1</c> is in the environment, shown as skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class LongDataAttribute : DataAttribute
{
    private const string Variable = "ACTORPROXY_LONG_TESTS";

    private readonly object[] _values;

    /// <param name="values">The arguments.</param>
    public LongDataAttribute(params object[] values)
    {
        _values = values;
        if (Environment.GetEnvironmentVariable(Variable) != "1")
            Skip = $"takes minutes; set {Variable}=1 to run it";
    }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [_values];
}
