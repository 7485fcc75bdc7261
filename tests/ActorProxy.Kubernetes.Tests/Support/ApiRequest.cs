using Microsoft.AspNetCore.Http;

namespace ActorProxy.Kubernetes.Tests.Support;

/// <summary>A request to the API server, taken apart.</summary>
internal sealed record ApiRequest(string Method, string Version, string Plural, string? Namespace, string? Name, string? Sub, bool IsWatch, string Query)
{
    public string Kind => Method == "PATCH" ? "patch" : IsWatch ? "watch" : "list";

    /// <summary>Reads <c>/apis/GROUP/VERSION/[namespaces/NS/]PLURAL[/NAME[/SUB]]</c>, or <c>/api/VERSION/...</c>.</summary>
    public static ApiRequest From(HttpRequest request)
    {
        var parts = request.Path.Value!.Trim('/').Split('/');
        var start = parts[0] == "apis" ? 2 : 1;
        var version = parts[start];
        var rest = parts[(start + 1)..];
        string? space = null;
        if (rest is ["namespaces", var given, ..])
        {
            space = given;
            rest = rest[2..];
        }

        return new ApiRequest(
            request.Method, version, rest[0], space, rest.ElementAtOrDefault(1), rest.ElementAtOrDefault(2), request.Query["watch"] == "1",
            request.QueryString.Value ?? "");
    }
}
