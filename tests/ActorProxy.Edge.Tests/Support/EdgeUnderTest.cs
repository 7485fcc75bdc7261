using System.Net;
using System.Net.Http;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Edge.Tests.Support;

/// <summary>A real edge on a free port, with Mappings from text, services at known endpoints, and fakes behind it.</summary>
public sealed class EdgeUnderTest : IAsyncDisposable
{
    private readonly ServiceDirectory _directory;

    private EdgeUnderTest(EdgeServer server, ServiceDirectory directory, RouteTableStore routes, FakeOffers offers, FakeMeters meters)
    {
        (Server, _directory, Routes, Offers, Meters) = (server, directory, routes, offers, meters);
        Url = server.BoundUrls[0];
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = new Uri(Url),
            Timeout = Deadline.Limit,
        };
    }

    public EdgeServer Server { get; }

    public RouteTableStore Routes { get; }

    public FakeOffers Offers { get; }

    public FakeMeters Meters { get; }

    public string Url { get; }

    public HttpClient Client { get; }

    /// <summary>Starts an edge with one production Mapping <c>prod</c> for everything.</summary>
    /// <param name="endpoint">Production's endpoint; null for none.</param>
    /// <param name="fields">Further fields of the Mapping, such as <c>timeout_ms: 500</c>, apart by semicolons.</param>
    /// <param name="shadows">Names of shadows on it; only the first is used by a plain Mapping.</param>
    /// <param name="change">Changes to the options.</param>
    /// <param name="offers">The offers to use.</param>
    public static Task<EdgeUnderTest> StartAsync(
        string? endpoint, string fields = "rewrite: \"\"; timeout_ms: 0", string[]? shadows = null, Func<EdgeOptions, EdgeOptions>? change = null,
        FakeOffers? offers = null) =>
        StartWithAsync(TestMappings.One(fields, shadows ?? []), new() { ["prod"] = endpoint is null ? [] : [endpoint], ["test"] = [] }, change, offers);

    /// <summary>Starts an edge with any Mappings.</summary>
    public static async Task<EdgeUnderTest> StartWithAsync(
        string yaml, Dictionary<string, string[]> services, Func<EdgeOptions, EdgeOptions>? change = null, FakeOffers? offers = null)
    {
        var routes = new RouteTableStore();
        routes.Swap(TestMappings.Load(yaml));
        var directory = new ServiceDirectory(
            new ServiceDirectoryOptions { Listed = service => services.GetValueOrDefault(service.Host) },
            NullLogger<ServiceDirectory>.Instance,
            TimeProvider.System);
        var meters = new FakeMeters();
        offers ??= new FakeOffers();
        var options = new EdgeOptions { Listen = ["http://127.0.0.1:0"], DrainLimit = TimeSpan.FromSeconds(10) };
        var server = await EdgeServer.StartAsync(change?.Invoke(options) ?? options, routes, directory, offers, meters);
        return new EdgeUnderTest(server, directory, routes, offers, meters);
    }

    public Task<RawConnection> ConnectAsync() => RawConnection.ConnectAsync(Url);

    /// <summary>One request on a connection of its own.</summary>
    public async Task<RawMessage> ExchangeAsync(string request)
    {
        await using var connection = await ConnectAsync();
        await connection.SendAsync(request);
        return (await connection.ReadMessageAsync(withoutBody: request.StartsWith("HEAD ", StringComparison.Ordinal)))!;
    }

    /// <summary>What the meter of the production Mapping holds.</summary>
    internal ProductionCounts Counted(string mapping = "prod") => Meters.For(mapping).Read();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        await _directory.DisposeAsync();
    }
}
