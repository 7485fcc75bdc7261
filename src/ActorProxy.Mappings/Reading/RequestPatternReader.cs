using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Matching;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads what a Mapping matches, with the differences between v2 and v3alpha1 (Ambassador: <c>handwritten.conversion.go</c>).</summary>
internal sealed class RequestPatternReader(FieldReader spec, bool isV2)
{
    /// <summary>Conditions of one kind: far more than anybody writes, few enough to be compiled and asked for each request.</summary>
    private const int MaxConditions = 100;

    private HostPattern? _authorityHeader;

    /// <summary>Whether the Mapping is on any host; a v3alpha1 Mapping that names none is not.</summary>
    public bool HasHost { get; private set; }

    /// <summary>Reads the pattern; null after a finding.</summary>
    public RequestPattern? Read()
    {
        var path = Path();
        var headers = Conditions("headers", "regex_headers", isHeaders: true);
        var query = Conditions("query_parameters", "regex_query_parameters", isHeaders: false);
        var method = Method();
        var host = Host();
        if (path is null || host is null)
            return null;

        return new RequestPattern { Path = path, Host = host, Method = method, Headers = headers, Query = query };
    }

    private PathPattern? Path()
    {
        var prefix = spec.RequiredText("prefix");
        var isRegex = spec.Flag("prefix_regex") ?? false;
        var isExact = spec.Flag("prefix_exact") ?? false;
        var caseSensitive = spec.Flag("case_sensitive") ?? true;
        if (prefix is null)
            return null;
        if (isRegex)
            return Regex("prefix", prefix) is { } regex ? PathPattern.Regex(regex) : null;

        return PathPattern.Literal(isExact ? PathPatternKind.Exact : PathPatternKind.Prefix, prefix, caseSensitive);
    }

    private TextMatch? Method()
    {
        var method = spec.Text("method");
        var isRegex = spec.Flag("method_regex") ?? false;
        if (string.IsNullOrEmpty(method))
            return null;
        return isRegex ? Regex("method", method) : TextMatch.Exact(method);
    }

    private HostPattern? Host()
    {
        var hostname = spec.Text("hostname");
        var host = spec.Text("host");
        var isRegex = spec.Flag("host_regex") ?? false;
        HasHost = true;
        if (!string.IsNullOrEmpty(hostname))
        {
            if (!string.IsNullOrEmpty(host))
                spec.Log.Warning(
                    FindingCodes.InvalidValue,
                    "spec.host has no effect beside spec.hostname",
                    spec.LineOf("host"),
                    "spec.host");
            return HostPattern.Glob(hostname);
        }

        if (!string.IsNullOrEmpty(host))
        {
            if (isRegex)
                return Regex("host", host) is { } regex ? HostPattern.Regex(regex) : null;
            if (!isV2 && host.Contains('*'))
            {
                spec.Invalid("host", $"{host} contains *, which cannot match anything; use hostname");
                return null;
            }

            return HostPattern.Glob(host);
        }

        if (_authorityHeader is not null)
            return _authorityHeader;

        HasHost = isV2;
        return HostPattern.Any;
    }

    /// <summary>Exact conditions and then regular expressions, each by name, as Ambassador lines them up for its ranking.</summary>
    private List<NamedMatch> Conditions(string exactField, string regexField, bool isHeaders)
    {
        var exact = new List<NamedMatch>();
        var regex = new List<NamedMatch>();
        var exactEntries = spec.Entries(exactField);
        var regexEntries = spec.TextMap(regexField);
        if (exactEntries.Count + regexEntries.Count > MaxConditions)
        {
            spec.Invalid(exactEntries.Count > 0 ? exactField : regexField, $"more than {MaxConditions} conditions");
            return [];
        }

        foreach (var (key, value) in exactEntries)
        {
            var field = $"{exactField}.{key.Value}";
            if (isV2 && value is YamlScalar { Type: ScalarType.Flag, AsFlag: true })
                AddPattern(regex, key.Value, ".*", field, isHeaders);
            else if (spec.AsText(value, field) is { } text)
                AddExact(exact, key.Value, text, isHeaders);
        }

        foreach (var (name, pattern) in regexEntries)
            AddPattern(regex, name, pattern, $"{regexField}.{name}", isHeaders);

        return [.. exact.OrderBy(match => match.Name, StringComparer.Ordinal), .. regex.OrderBy(match => match.Name, StringComparer.Ordinal)];
    }

    private void AddExact(List<NamedMatch> matches, string name, string text, bool isHeaders)
    {
        if (isHeaders && name.Equals(":authority", StringComparison.OrdinalIgnoreCase))
            _authorityHeader = HostPattern.Glob(text);
        else
            matches.Add(new(isHeaders ? name.ToLowerInvariant() : name, TextMatch.Exact(text)));
    }

    private void AddPattern(List<NamedMatch> matches, string name, string pattern, string field, bool isHeaders)
    {
        if (Regex(field, pattern) is not { } match)
            return;

        if (isHeaders && name.Equals(":authority", StringComparison.OrdinalIgnoreCase))
            _authorityHeader = HostPattern.Regex(match);
        else
            matches.Add(new(isHeaders ? name.ToLowerInvariant() : name, match));
    }

    private TextMatch? Regex(string field, string pattern)
    {
        if (Re2Regex.TryCompileWhole(pattern, out var error) is { } regex)
            return TextMatch.Pattern(pattern, regex);

        spec.Log.Reject(FindingCodes.InvalidRegex, $"{spec.PathOf(field)}: {error}", spec.LineOf(field), spec.PathOf(field));
        return null;
    }
}
