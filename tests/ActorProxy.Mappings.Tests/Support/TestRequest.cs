using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Tests.Support;

/// <summary>A request for tests: <c>new("/path?query")</c> and what else matters.</summary>
public readonly struct TestRequest(string target, string method = "GET", string host = "localhost", params (string Name, string Value)[] headers)
    : IRequestHead
{
    public string Method => method;

    public string Authority => host;

    public string Path => target.Split('?', 2)[0];

    public string Query => target.Contains('?') ? "?" + target.Split('?', 2)[1] : "";

    public string? Header(string name)
    {
        var values = (headers ?? []).Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        return values.Length == 0 ? null : string.Join(',', values);
    }
}
