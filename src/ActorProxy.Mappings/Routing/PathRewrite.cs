namespace ActorProxy.Mappings.Routing;

/// <summary>What becomes of the matched part of the path on its way to production. Immutable; safe for any number of threads.</summary>
public abstract class PathRewrite
{
    /// <summary>Leaves every path as it is (<c>rewrite: ""</c>).</summary>
    public static PathRewrite None { get; } = new NoRewrite();

    /// <summary>Returns the path to send; the same instance when nothing changes.</summary>
    /// <param name="path">The normalised path of the request, without the query.</param>
    public abstract string Apply(string path);

    private sealed class NoRewrite : PathRewrite
    {
        public override string Apply(string path) => path;
    }
}
