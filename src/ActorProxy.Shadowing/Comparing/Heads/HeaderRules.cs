using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Comparing.Heads;

/// <summary>Which headers and trailers count. Immutable.</summary>
internal sealed class HeaderRules
{
    /// <summary>
    /// Headers that differ from reply to reply by their nature: clocks, identifiers of the request, the way it took, and the framing of the body. They
    /// count only where a policy names them in full.
    /// </summary>
    private static readonly HashSet<string> Volatile = new(StringComparer.OrdinalIgnoreCase)
    {
        "age", "alt-svc", "cf-ray", "connection", "content-encoding", "content-length", "date", "etag", "expires", "keep-alive", "last-modified", "nel",
        "proxy-connection", "report-to", "request-id", "server-timing", "set-cookie", "traceparent", "tracestate", "traceresponse", "trailer",
        "transfer-encoding", "via", "x-amz-cf-id", "x-amz-request-id", "x-amzn-requestid", "x-amzn-trace-id", "x-b3-spanid", "x-b3-traceid",
        "x-correlation-id", "x-envoy-upstream-service-time", "x-request-id", "x-response-time", "x-runtime", "x-served-by", "x-timer", "x-trace-id",
    };

    private static readonly string[] Grpc = ["grpc-status"];

    private readonly HashSet<string> _named;
    private readonly string[] _prefixes;
    private readonly HashSet<string> _ignored;
    private readonly string[] _ignoredPrefixes;
    private readonly IReadOnlyList<Normalisation> _normalise;
    private readonly bool _grpcStatus;

    /// <summary>Prepares the settings; in both lists a name may end in <c>*</c>.</summary>
    public HeaderRules(CompareSettings settings)
    {
        (_named, _prefixes) = Split(settings.Headers);
        (_ignored, _ignoredPrefixes) = Split(settings.Ignore.Where(name => !name.StartsWith('$')));
        _normalise = settings.Normalise;
        _grpcStatus = settings.Status;
    }

    /// <summary>Adds the differences of two lists of headers or trailers.</summary>
    /// <param name="production">Production's.</param>
    /// <param name="other">The other's.</param>
    /// <param name="prefix">What the paths start with.</param>
    /// <param name="differences">Where they go.</param>
    public void Compare(
        IReadOnlyList<KeyValuePair<string, string>> production, IReadOnlyList<KeyValuePair<string, string>> other, string prefix, DifferenceSet differences)
    {
        if (_named.Count == 0 && _prefixes.Length == 0) return;
        Compare(Counting(production), Counting(other), prefix, differences);
    }

    /// <summary>Adds the difference of two gRPC statuses, which stand in the trailers, or in the head of a reply that is nothing but a status.</summary>
    public void CompareGrpcStatus(Reply production, Reply other, DifferenceSet differences)
    {
        if (!_grpcStatus || _named.Contains(Grpc[0])) return;
        Compare(GrpcStatus(production), GrpcStatus(other), FieldPaths.TrailerPrefix, differences);
    }

    private static void Compare(
        SortedDictionary<string, string> production, SortedDictionary<string, string> other, string prefix, DifferenceSet differences)
    {
        foreach (var (name, value) in production)
        {
            if (!other.TryGetValue(name, out var found)) differences.Add(prefix + name, DifferenceKind.Missing);
            else if (found != value) differences.Add(prefix + name, DifferenceKind.Value);
        }

        foreach (var name in other.Keys.Where(name => !production.ContainsKey(name))) differences.Add(prefix + name, DifferenceKind.Added);
    }

    private static SortedDictionary<string, string> GrpcStatus(Reply reply)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if ((reply.Trailers.First(Grpc[0]) ?? reply.Headers.First(Grpc[0])) is { } status) result[Grpc[0]] = status;
        return result;
    }

    private SortedDictionary<string, string> Counting(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in fields)
        {
            var name = key.ToLowerInvariant();
            if (!Counts(name)) continue;
            var text = value;
            foreach (var normalisation in _normalise) text = normalisation.Apply(text);

            // Several lines of one name are the same as one line (RFC 9110 section 5.3).
            result[name] = result.TryGetValue(name, out var before) ? $"{before}, {text}" : text;
        }

        return result;
    }

    private bool Counts(string name)
    {
        if (_ignored.Contains(name) || StartsWithOne(_ignoredPrefixes, name)) return false;
        return _named.Contains(name) || (StartsWithOne(_prefixes, name) && !Volatile.Contains(name));
    }

    private static bool StartsWithOne(string[] prefixes, string name)
    {
        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static (HashSet<string> Names, string[] Prefixes) Split(IEnumerable<string> names)
    {
        var lower = names.Select(name => name.ToLowerInvariant()).ToArray();
        return ([.. lower.Where(name => !name.EndsWith('*'))], [.. lower.Where(name => name.EndsWith('*')).Select(name => name[..^1])]);
    }
}
