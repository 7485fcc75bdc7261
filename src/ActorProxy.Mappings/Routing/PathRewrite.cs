using ActorProxy.Mappings.Matching;

namespace ActorProxy.Mappings.Routing;

/// <summary>What becomes of the matched part of the path on its way to production. Immutable; safe for any number of threads.</summary>
public abstract class PathRewrite
{
    /// <summary>Leaves every path as it is (<c>rewrite: ""</c>).</summary>
    public static PathRewrite None { get; } = new NoRewrite();

    /// <summary>Returns the path to send; the same instance when nothing changes.</summary>
    /// <param name="path">The normalised path of the request, without the query.</param>
    public abstract string Apply(string path);

    /// <summary>
    /// Replaces the matched text literally (Envoy <c>prefix_rewrite</c>): the prefix, or the whole path where an exact text or a regular
    /// expression was matched. So prefix <c>/man</c> with the replacement <c>/</c> turns <c>/man/foo</c> into <c>//foo</c>.
    /// </summary>
    internal static PathRewrite Matched(PathPattern pattern, string replacement) => pattern.Kind switch
    {
        PathPatternKind.Prefix when pattern.Text == replacement && pattern.IsCaseSensitive => None,
        PathPatternKind.Prefix => new PrefixRewrite(pattern.Text.Length, replacement),
        _ => new WholeRewrite(replacement),
    };

    /// <summary>Replaces whole segments (Gateway API): <c>/foo</c> with the replacement <c>/</c> turns <c>/foo/bar</c> into <c>/bar</c>.</summary>
    internal static PathRewrite Segments(string prefix, string replacement) => new SegmentRewrite(prefix.TrimEnd('/'), replacement.TrimEnd('/'));

    /// <summary>Replaces every path.</summary>
    internal static PathRewrite Whole(string replacement) => new WholeRewrite(replacement);

    /// <summary>Replaces every match of a regular expression inside the path; a path without one stays as it is.</summary>
    internal static PathRewrite Regex(RegexReplacement replacement) => new RegexRewrite(replacement);

    private sealed class NoRewrite : PathRewrite
    {
        public override string Apply(string path) => path;
    }

    private sealed class PrefixRewrite(int matchedLength, string replacement) : PathRewrite
    {
        public override string Apply(string path) => string.Concat(replacement, path.AsSpan(Math.Min(matchedLength, path.Length)));
    }

    private sealed class SegmentRewrite(string prefix, string replacement) : PathRewrite
    {
        public override string Apply(string path)
        {
            if (!path.StartsWith(prefix, StringComparison.Ordinal))
                return path;

            var result = string.Concat(replacement, path.AsSpan(prefix.Length));
            return result.Length == 0 ? "/" : result;
        }
    }

    private sealed class WholeRewrite(string replacement) : PathRewrite
    {
        public override string Apply(string path) => replacement;
    }

    private sealed class RegexRewrite(RegexReplacement replacement) : PathRewrite
    {
        public override string Apply(string path) => replacement.Apply(path);
    }
}
