using System.Text;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Copies;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>What comparing looks at in a request.</summary>
internal sealed class ComparedRequest(Copy copy)
{
    public string Method => copy.Method;

    /// <summary>Path and query as production got them.</summary>
    public string PathAndQuery { get; } = Encoding.Latin1.GetString(copy.PathAndQuery.Span);

    public IEnumerable<(string Name, string Value)> Headers => copy.Headers;

    public ReadOnlyMemory<byte> Body => copy.Body;

    /// <summary>The endpoint under which it is counted.</summary>
    public string Endpoint(EndpointNamer namer) => namer.Name(Method, PathAndQuery, Header);

    private string? Header(string name) =>
        copy.Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();
}
