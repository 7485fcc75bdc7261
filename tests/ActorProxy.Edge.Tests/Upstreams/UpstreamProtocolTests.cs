using System.Net;
using System.Net.WebSockets;
using System.Text;
using ActorProxy.Edge.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActorProxy.Edge.Tests.Upstreams;

public sealed class UpstreamProtocolTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_grpc_service_is_spoken_to_in_HTTP_2_with_trailers(bool isTls)
    {
        using var certificate = KestrelUpstream.CreateCertificate("prod");
        await using var upstream = await KestrelUpstream.StartAsync(
            async context =>
            {
                Assert.Equal(("HTTP/2", "trailers"), (context.Request.Protocol, context.Request.Headers.TE.ToString()));
                var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                context.Response.ContentType = "application/grpc";
                context.Response.DeclareTrailer("grpc-status");
                await context.Response.Body.WriteAsync(body.ToArray());
                context.Response.AppendTrailer("grpc-status", "0");
            },
            HttpProtocols.Http2,
            listen => Secure(listen, isTls ? certificate : null));
        await using var edge = await EdgeUnderTest.StartWithAsync(
            TestMappings.Mapping("prod", isTls ? "https://prod" : "prod", "rewrite: \"\"; grpc: true"), new() { ["prod"] = [upstream.Endpoint] });

        using var request = new HttpRequestMessage(HttpMethod.Post, "/pkg.Service/Call")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent("\0\0\0\0\u0001x"u8.ToArray()),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        using var reply = await edge.Client.SendAsync(request);

        Assert.Equal("\0\0\0\0\u0001x"u8.ToArray(), await reply.Content.ReadAsByteArrayAsync());
        Assert.Equal("0", Assert.Single(reply.TrailingHeaders.GetValues("grpc-status")));
    }

    [Fact]
    public async Task Messages_flow_both_ways_in_turn_over_HTTP_2()
    {
        await using var upstream = await KestrelUpstream.StartAsync(
            async context =>
            {
                var buffer = new byte[100];
                while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
                {
                    await context.Response.Body.WriteAsync(buffer.AsMemory(0, read));
                    await context.Response.Body.FlushAsync();
                }
            },
            HttpProtocols.Http2);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: \"\"; grpc: true; timeout_ms: 0", ["s"]);
        var outgoing = new TaskCompletionSource<Stream>();
        var end = new TaskCompletionSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new PushedContent(outgoing, end),
        };

        var sending = edge.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var stream = await outgoing.Task.InTime();
        await stream.WriteAsync("ping 0"u8.ToArray());
        await stream.FlushAsync();
        using var reply = await sending.InTime();
        await using var incoming = await reply.Content.ReadAsStreamAsync();
        for (var i = 0; i < 3; i++)
        {
            var buffer = new byte[6];
            await incoming.ReadExactlyAsync(buffer).AsTask().InTime();
            Assert.Equal($"ping {i}", Encoding.ASCII.GetString(buffer));
            Assert.True(edge.Offers["s"].IsSilent);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"ping {i + 1}"));
            await stream.FlushAsync();
        }

        end.SetResult();
        Assert.Equal("ping 0ping 1ping 2ping 3", Encoding.ASCII.GetString((await edge.Offers["s"].NextCopyAsync()).Body));
    }

    [Fact]
    public async Task A_TLS_service_is_asked_for_by_its_own_name_and_not_verified()
    {
        var names = new List<string?>();
        using var certificate = KestrelUpstream.CreateCertificate("whatever");
        await using var upstream = await KestrelUpstream.StartAsync(
            context => context.Response.WriteAsync($"{context.Request.Scheme} {context.Request.Host}"),
            configure: listen => listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificateSelector = (_, name) =>
                {
                    names.Add(name);
                    return certificate;
                },
            }));
        await using var edge = await EdgeUnderTest.StartWithAsync(
            TestMappings.Mapping("prod", "https://prod:8443"), new() { ["prod"] = [upstream.Endpoint] });

        foreach (var host in new[] { "one.example", "two.example" })
        {
            var reply = await edge.ExchangeAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
            Assert.Equal($"https {host}", reply.BodyText);
        }

        Assert.Equal(["prod"], names);
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 503)]
    public async Task A_TLS_context_with_authorities_verifies_the_service(bool isTrusted, int status)
    {
        using var certificate = KestrelUpstream.CreateCertificate("prod");
        using var other = KestrelUpstream.CreateCertificate("prod");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, (isTrusted ? certificate : other).ExportCertificatePem());
        await using var upstream = await KestrelUpstream.StartAsync(_ => Task.CompletedTask, configure: listen => Secure(listen, certificate));
        var context = $"""
            ---
            apiVersion: getambassador.io/v3alpha1
            kind: TLSContext
            metadata: { "{ name: verified }" }
            spec:
              cacert_chain_file: {file}

            """;
        await using var edge = await EdgeUnderTest.StartWithAsync(
            context + TestMappings.Mapping("prod", "https://prod", "rewrite: \"\"; tls: verified"), new() { ["prod"] = [upstream.Endpoint] });

        var reply = await edge.ExchangeAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        File.Delete(file);
        Assert.Equal(status, reply.Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_WebSocket_goes_through_where_it_is_allowed_and_is_not_copied(int version)
    {
        await using var upstream = await KestrelUpstream.StartAsync(EchoAsync);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: \"\"; allow_upgrade: [websocket]", ["s"]);
        edge.Offers["s"].Decide = traits => !traits.IsUpgrade;
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = new Version(version, version == 1 ? 1 : 0);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });

        await socket.ConnectAsync(new Uri(edge.Url.Replace("http", "ws", StringComparison.Ordinal)), invoker, default).InTime();
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, default);
        var buffer = new byte[100];
        var result = await socket.ReceiveAsync(buffer, default).InTime();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).InTime();

        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, result.Count));
        Assert.True(Assert.Single(edge.Offers["s"].Traits).IsUpgrade);
        Assert.True(edge.Offers["s"].IsSilent);
    }

    [Fact]
    public async Task A_WebSocket_is_refused_where_it_is_not_allowed()
    {
        await using var upstream = await KestrelUpstream.StartAsync(EchoAsync);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);

        var reply = await edge.ExchangeAsync(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

        Assert.Equal((403, ""), (reply.Status, reply.BodyText));
    }

    private static void Secure(ListenOptions listen, System.Security.Cryptography.X509Certificates.X509Certificate2? certificate)
    {
        if (certificate is not null)
            listen.UseHttps(certificate);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[100];
        while (await socket.ReceiveAsync(buffer, default) is { MessageType: not WebSocketMessageType.Close } result)
            await socket.SendAsync(buffer.AsMemory(0, result.Count), result.MessageType, result.EndOfMessage, default);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    /// <summary>A body that the test writes while the request is under way.</summary>
    private sealed class PushedContent(TaskCompletionSource<Stream> outgoing, TaskCompletionSource end) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            outgoing.SetResult(stream);
            await end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
