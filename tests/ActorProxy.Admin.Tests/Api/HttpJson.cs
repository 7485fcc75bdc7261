using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ActorProxy.Admin.Tests.Api;

/// <summary>Short forms for talking JSON.</summary>
internal static class HttpJson
{
    public static async Task<(HttpStatusCode Status, JsonNode Body)> GetJsonAsync(this HttpClient http, string path)
    {
        using var reply = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(reply);
    }

    public static async Task<(HttpStatusCode Status, JsonNode Body)> PostJsonAsync(this HttpClient http, string path, string? json)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await ReadAsync(reply);
    }

    public static async Task<(HttpStatusCode Status, JsonNode Body)> ReadAsync(HttpResponseMessage reply)
    {
        Assert.Equal("application/json; charset=utf-8", reply.Content.Headers.ContentType?.ToString());
        return (reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync())!);
    }
}
