using System.Reflection;
using Xunit.Sdk;

namespace ActorProxy.Fault.Tests;

/// <summary>A row of a theory that takes minutes. See <see cref="LongTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class LongDataAttribute : DataAttribute
{
    private readonly object[] _values;

    /// <param name="values">The arguments.</param>
    public LongDataAttribute(params object[] values)
    {
        _values = values;
        Skip = LongTests.Skip;
    }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [_values];
}
