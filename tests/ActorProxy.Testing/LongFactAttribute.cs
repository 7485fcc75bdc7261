namespace ActorProxy.Testing;

/// <summary>A test that takes minutes; it runs where <c>ACTORPROXY_LONG_TESTS=1</c> is set, and is shown as skipped elsewhere.</summary>
public class LongFactAttribute : FactAttribute
{
    /// <summary>Skips it unless asked for.</summary>
    public LongFactAttribute()
    {
        if (!IsAskedFor) Skip = "takes minutes: set ACTORPROXY_LONG_TESTS=1";
    }

    /// <summary>Whether long tests are to run.</summary>
    protected static bool IsAskedFor => Environment.GetEnvironmentVariable("ACTORPROXY_LONG_TESTS") == "1";
}
