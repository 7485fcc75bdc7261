using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ActorProxy.Kubernetes.Tests.Support;

/// <summary>
/// An HTTP server that speaks list and watch as the API's documentation has them ("Kubernetes API Concepts": efficient detection of changes, watch
/// bookmarks, retrieving large results sets in chunks, 410 Gone), and breaks them where a test asks for it.
/// </summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<(Func<ApiRequest, bool> Which, Func<HttpContext, Task> Answer)> _faults = new();
    private readonly ConcurrentDictionary<OpenWatch, byte> _watches = new();

    private ApiServer(WebApplication host) => _host = host;

    public ApiStore Store { get; } = new();

    /// <summary>Versions that are not served, as <c>plural/version</c>.</summary>
    public ConcurrentDictionary<string, byte> Missing { get; } = new();

    /// <summary>The token that every request must bear.</summary>
    public string Token { get; set; } = "test";

    public ConcurrentQueue<ApiRequest> Requests { get; } = new();

    public string Url => _host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    public static async Task<ApiServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = builder.Build();
        var server = new ApiServer(host);
        host.Run(server.AnswerAsync);
        await host.StartAsync();
        return server;
    }

    /// <summary>Lets the next request of a kind (list, watch, patch) and resource be answered in another way, once.</summary>
    public void Once(string kind, string plural, Func<HttpContext, Task> answer) =>
        _faults.Enqueue((request => request.Kind == kind && request.Plural == plural, answer));

    /// <summary>Answers the next request of that kind with an error, as a Status object.</summary>
    public void OnceRefuse(string kind, string plural, int code) => Once(kind, plural, context => RefuseAsync(context, code));

    public int Count(string kind, string plural) => Requests.Count(request => request.Kind == kind && request.Plural == plural);

    /// <summary>Waits for a watch to be open and returns it.</summary>
    public async Task<OpenWatch> WatchOfAsync(string plural)
    {
        OpenWatch? found = null;
        await Deadline.UntilAsync(() => (found = _watches.Keys.FirstOrDefault(watch => watch.Plural == plural)) is not null, $"a watch of {plural}");
        return found!;
    }

    public static Task RefuseAsync(HttpContext context, int code)
    {
        context.Response.StatusCode = code;
        return context.Response.WriteAsync(StatusObject(code).ToJsonString());
    }

    public static JsonObject StatusObject(int code) => new()
    {
        ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Failure", ["code"] = code, ["message"] = $"refused with {code} by the test",
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _host.StopAsync(now.Token);
        await _host.DisposeAsync();
        _end.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = ApiRequest.From(context.Request);
        Requests.Enqueue(request);
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
            await RefuseAsync(context, 401);
        else if (_faults.TryPeek(out var fault) && fault.Which(request) && _faults.TryDequeue(out fault))
            await fault.Answer(context);
        else if (Missing.ContainsKey($"{request.Plural}/{request.Version}"))
            await RefuseAsync(context, 404);
        else if (request.Kind == "patch")
            await PatchAsync(context, request);
        else if (request.IsWatch)
            await WatchAsync(context, request);
        else
            await ListAsync(context, request);
    }

    private async Task ListAsync(HttpContext context, ApiRequest request)
    {
        var (items, position) = Store.List(request.Plural, request.Namespace);
        var limit = int.Parse(context.Request.Query["limit"]!, CultureInfo.InvariantCulture);
        var start = context.Request.Query["continue"] is [{ } token] ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        var metadata = new JsonObject { ["resourceVersion"] = position.ToString(CultureInfo.InvariantCulture) };
        if (start + limit < items.Count)
            metadata["continue"] = (start + limit).ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(
            new JsonObject { ["kind"] = "List", ["metadata"] = metadata, ["items"] = new JsonArray([.. items.Skip(start).Take(limit)]) }.ToJsonString());
    }

    private async Task WatchAsync(HttpContext context, ApiRequest request)
    {
        var position = long.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
        using var watch = new OpenWatch(context, request.Plural);
        await context.Response.StartAsync();
        if (Store.IsTooOld(position))
        {
            await watch.SendAsync("ERROR", StatusObject(410));
            return;
        }

        await watch.RunAsync(Store, position, request.Namespace, () => _watches.TryAdd(watch, 0), _end.Token);
        _watches.TryRemove(watch, out _);
    }

    private async Task PatchAsync(HttpContext context, ApiRequest request)
    {
        var patch = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        if (Store.Find(request.Plural, request.Namespace!, request.Name!) is not { } found || request.Sub != "status"
            || context.Request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.Ordinal) != true)
        {
            await RefuseAsync(context, 404);
            return;
        }

        found["status"] = patch["status"]!.DeepClone();
        Store.Put(request.Plural, found);
        await context.Response.WriteAsync(found.ToJsonString());
    }
}
