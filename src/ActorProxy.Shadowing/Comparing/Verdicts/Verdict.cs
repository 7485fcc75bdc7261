namespace ActorProxy.Shadowing.Comparing.Verdicts;

/// <summary>Whether a shadow may take production's place, as far as its replies tell.</summary>
public enum VerdictResult
{
    /// <summary>There is not enough evidence yet.</summary>
    Undecided = 0,

    /// <summary>Every criterion holds, and there were enough requests.</summary>
    Pass = 1,

    /// <summary>A criterion is clearly broken.</summary>
    Fail = 2,
}

/// <summary>A shadow's verdict.</summary>
/// <param name="Result">The result.</param>
/// <param name="Reasons">Why, in words, the weightiest first; never empty.</param>
/// <param name="Compared">Requests of which at least the heads were compared.</param>
/// <param name="Paired">Those of them with a baseline.</param>
public sealed record Verdict(VerdictResult Result, IReadOnlyList<string> Reasons, long Compared, long Paired)
{
    /// <summary>Fields that differ clearly more often than noise; one that does so at several endpoints counts at each. Latency is not among them.</summary>
    public int Regressions { get; init; }

    /// <summary>The name used in the admin API and <c>pbm</c>: <c>pass</c>, <c>fail</c>, <c>undecided</c>.</summary>
    public string Name => NameOf(Result);

    /// <summary>That name of a result.</summary>
    public static string NameOf(VerdictResult result) => result switch
    {
        VerdictResult.Pass => "pass",
        VerdictResult.Fail => "fail",
        _ => "undecided",
    };
}
