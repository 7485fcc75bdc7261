using System.Globalization;
using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Peers;

/// <summary>
/// Production and the healthy shadow: two nginx that answer a constant. Requests under /post have their body read to the end first, as services
/// do (a bare <c>return</c> would answer before the body is in).
/// </summary>
internal sealed class Upstreams
{
    private readonly string _statusUrl;
    private long _statusReads;

    private Upstreams(int production, int shadow) =>
        (Production, Shadow, _statusUrl) = ($"127.0.0.1:{production}", $"127.0.0.1:{shadow}", $"http://127.0.0.1:{shadow}/bench-status");

    /// <summary>Address of production.</summary>
    public string Production { get; }

    /// <summary>Address of the shadow.</summary>
    public string Shadow { get; }

    /// <summary>Starts both.</summary>
    public static async Task<Upstreams> StartAsync(Workplace work)
    {
        var (production, shadow) = (work.TakePort(), work.TakePort());
        var answers = Path.Combine(work.Directory, "answers.sock");
        await NginxPeers.StartAsync(work, "production", production, Servers(production, answers) + $$"""
            server { listen unix:{{answers}}; location / { return 200 "hello, this is upstream\n"; } }
            """).ConfigureAwait(false);
        await NginxPeers.StartAsync(work, "shadow", shadow, Servers(shadow, answers)).ConfigureAwait(false);
        return new Upstreams(production, shadow);
    }

    /// <summary>Requests that the shadow has had so far.</summary>
    public async Task<long> CopiesAsync(CancellationToken stop)
    {
        // "server accepts handled requests" and, in the next line, the numbers. nginx counts this request too.
        var status = await LocalHttp.Client.GetStringAsync(_statusUrl, stop).ConfigureAwait(false);
        var requests = status.Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
        return long.Parse(requests, CultureInfo.InvariantCulture) - ++_statusReads;
    }

    /// <summary>2 KiB of JSON: a list of items, as services answer.</summary>
    private static string Json2K { get; } = $"{{\"items\":[{string.Join(',', Enumerable.Range(1, 24).Select(Item))}]}}";

    private static string Item(int i) => $$"""{"id":{{i}},"name":"item number {{i:D3}}","price":{{i}}.25,"tags":["blue","new"],"stock":{{i * 7}}}""";

    private static string Servers(int port, string answers) => $$"""
        upstream answers { server unix:{{answers}}; keepalive 256; keepalive_requests 100000000; }
        server {
          listen 127.0.0.1:{{port}} backlog=4096;
          location / { return 200 "hello, this is upstream\n"; }
          location /json2k { default_type application/json; return 200 '{{Json2K}}'; }
          location /post { proxy_pass http://answers; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass_request_body off; proxy_set_header Content-Length ""; }
          location = /bench-status { stub_status; }
        }

        """;
}
