using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>
/// An edge and a shadow node among peers that misbehave: each bad service as a shadow beside a good one (<c>/shadow-NAME/</c>) and as production
/// (<c>/production-NAME/</c>); <c>/clients/</c> for clients that misbehave, and <c>/others/</c> for those that do not.
/// </summary>
public sealed class PeersBed : IAsyncLifetime
{
    /// <summary>The time that production, and a shadow, have for a reply where only time ends the wait for it.</summary>
    internal static readonly TimeSpan ReplyLimit = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(40);

    // Elsewhere no time limit comes first, however busy the machine is.
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(40);

    // Of the two limits the one for the reply comes first, of a copy at two thirds of it.
    private const string LongConnect = "  connect_timeout_ms: 20000\n";

    // Where a connection comes to nothing, waiting longer for it shows no more.
    private const string ShortConnect = "  connect_timeout_ms: 1000\n";

    private readonly string _files = Directory.CreateTempSubdirectory("actorproxy-peers-").FullName;
    private TestCluster? _cluster;

    /// <summary>The services that misbehave.</summary>
    internal BadServices Bad { get; } = new();

    /// <summary>Production of <c>/clients/</c>; nobody else uses it.</summary>
    internal RecordingServer ClientsProduction { get; } = RecordingServer.Start("clients-production");

    /// <summary>Production where it behaves.</summary>
    internal RecordingServer Production { get; } = RecordingServer.Start("production");

    /// <summary>All shadows that behave.</summary>
    internal RecordingServer Shadow { get; } = RecordingServer.Start("shadow");

    /// <summary>The node that clients use.</summary>
    internal TestNode Edge => _cluster!.Edges[0];

    /// <summary>The node that sends copies.</summary>
    internal TestNode Dispatcher => _cluster!.Shadows[0];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Production.Keeps = false;
        await File.WriteAllTextAsync(Authorities, Bad.Authorities);
        _cluster = await TestCluster.StartAsync(new ClusterSetup
        {
            Edges = 1,
            Shadows = 1,
            Mappings = Context + Good("clients", "clients-production") + Good("others", "production") + string.Concat(Bad.All.Select(MappingsOf)),
            Services = Bad.Endpoints.Append(new("clients-production", ClientsProduction.Endpoint)).Append(new("production", Production.Endpoint))
                .Append(new("shadow", Shadow.Endpoint)).ToDictionary(),
        });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        await Bad.DisposeAsync();
        await ClientsProduction.DisposeAsync();
        await Production.DisposeAsync();
        await Shadow.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    /// <summary>Waits until the node has no connection to a bad service any more.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    internal async Task<string?> LeftOverAsync(BadService bad)
    {
        if (Bad.Find(bad) is not { } server || bad.Keeps)
            return null;
        try
        {
            await Eventually.Async(() => Task.FromResult(server.OpenConnections), open => open == 0, Settling, $"no connection to {bad.Name} is left");
            return null;
        }
        catch (TimeoutException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>What the good shadows received on a path.</summary>
    internal List<RecordedRequest> CopiesOf(string path) => [.. Shadow.Requests.Where(request => request.Target.StartsWith(path, StringComparison.Ordinal))];

    /// <summary>What all nodes wrote.</summary>
    internal string Report() => _cluster!.Report();

    private string Authorities => Path.Combine(_files, "authorities.pem");

    private string Context =>
        $"""
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: TLSContext
        metadata:
          name: verified
        spec:
          cacert_chain_file: {Authorities}

        """;

    private static string Good(string name, string production) =>
        GoodProduction(name, $"/{name}/", production) + GoodShadow($"{name}-shadow", $"/{name}/") + Policy($"{name}-shadow", Within(Ample));

    private static string MappingsOf(BadService bad)
    {
        var (shadow, production) = ($"shadow-{bad.Name}", $"production-{bad.Name}");
        var tls = bad.IsSecure ? "  tls: verified\n" : "";
        var connect = bad.AsShadow is ["connect_failed"] ? ShortConnect : LongConnect;
        return
            GoodProduction($"{shadow}-production", $"/{shadow}/", "production") +
            MappingText.Shadow(shadow, $"/{shadow}/", bad.Service) + connect + tls +
            Policy(shadow, Within(bad.IsSlowShadow ? ReplyLimit : Ample) + "\n  lanes: 1") +
            GoodShadow($"{shadow}-good", $"/{shadow}/") +
            Policy($"{shadow}-good", Within(Ample) + "\n  additional: true\n  lanes: 1\n  max_in_flight: 4") +
            MappingText.Production(production, $"/{production}/", bad.Service) + $"  {Within(bad.IsSlowProduction ? ReplyLimit : Ample)}\n" + LongConnect + tls +
            GoodShadow($"{production}-good", $"/{production}/") +
            Policy($"{production}-good", Within(Ample) + "\n  lanes: 1");
    }

    private static string GoodProduction(string name, string prefix, string service) => MappingText.Production(name, prefix, service) + $"  {Within(Ample)}\n";

    private static string GoodShadow(string name, string prefix) => MappingText.Shadow(name, prefix, "shadow") + LongConnect;

    private static string Within(TimeSpan limit) => $"timeout_ms: {limit.TotalMilliseconds}";

    private static string Policy(string shadow, string more) =>
        $"""
        ---
        apiVersion: actorproxy.io/v1
        kind: ShadowPolicy
        metadata:
          name: {shadow}-policy
        spec:
          mapping: {shadow}
          {more}

        """;
}

/// <summary>One bed for all tests of peers.</summary>
[CollectionDefinition(Name)]
public sealed class PeersCollection : ICollectionFixture<PeersBed>
{
    /// <summary>Its name.</summary>
    public const string Name = "peers";
}
