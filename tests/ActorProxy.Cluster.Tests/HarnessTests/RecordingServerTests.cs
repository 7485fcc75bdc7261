using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorProxy.Testing.Http;

namespace ActorProxy.TestingTests;

/// <summary>The judge must be beyond doubt: what the recording server keeps is what came over the wire.</summary>
public sealed class RecordingServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly RecordingServer _server = RecordingServer.Start("server");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Head_is_kept_as_sent()
    {
        await RawClient.SendAsync(_server.Port, "GET /a%2Fb//c?x=1&x=2 HTTP/1.1\r\nhOST: Some.Where:81\r\nX-Odd:\t two  words \r\nx-odd: \u00e9\r\n\r\n");

        var request = Assert.Single(_server.Requests);
        Assert.Equal("GET /a%2Fb//c?x=1&x=2 HTTP/1.1", request.Line);
        Assert.Equal("hOST: Some.Where:81\nX-Odd: two  words\nx-odd: \u00e9", request.HeadersWithout());
        Assert.Equal("X-Odd: two  words\nx-odd: \u00e9", request.HeadersWithout("Host"));
        Assert.Empty(request.Body);
    }

    [Fact]
    public async Task Body_with_a_length_is_kept_byte_for_byte()
    {
        var body = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31)).ToArray();

        await RawClient.SendAsync(
            _server.Port, [.. Encoding.ASCII.GetBytes($"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]);

        Assert.Equal(body, Assert.Single(_server.Requests).Body);
    }

    [Fact]
    public async Task Chunks_are_joined()
    {
        await RawClient.SendAsync(
            _server.Port, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n");

        var request = Assert.Single(_server.Requests);
        Assert.True(request.IsChunked);
        Assert.Equal("abc0123456789", request.BodyText);
    }

    [Fact]
    public async Task Requests_on_one_connection_are_told_apart_and_numbered_by_connection()
    {
        using var client = new HttpClient();
        await client.GetStringAsync($"http://{_server.Endpoint}/1");
        await client.GetStringAsync($"http://{_server.Endpoint}/2");
        await RawClient.SendAsync(_server.Port, "GET /3 HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(["/1", "/2", "/3"], _server.Requests.Select(r => r.Target));
        Assert.Equal([1, 1, 2], _server.Requests.Select(r => r.Connection));
    }

    [Fact]
    public async Task Script_decides_status_and_body()
    {
        _server.Answer(r => new Reply { Status = r.Target == "/teapot" ? 418 : 200, Body = r.Target });
        using var client = new HttpClient();

        using var teapot = await client.GetAsync($"http://{_server.Endpoint}/teapot");

        Assert.Equal(418, (int)teapot.StatusCode);
        Assert.Equal("/teapot", await teapot.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Never_accepts_and_does_not_answer()
    {
        _server.Answer(Reply.Never);
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(300) };

        await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync($"http://{_server.Endpoint}/"));

        Assert.Equal(1, _server.Count);
    }

    [Fact]
    public async Task Reset_breaks_the_connection()
    {
        _server.Answer(Reply.Reset);
        using var client = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"http://{_server.Endpoint}/"));
    }

    [Fact]
    public async Task Refuse_and_come_back_on_the_same_port()
    {
        using var client = new HttpClient();
        await client.GetStringAsync($"http://{_server.Endpoint}/1");

        _server.Refuse();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"http://{_server.Endpoint}/2"));
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(refused.InnerException).SocketErrorCode);

        _server.ComeBack();
        using var answer = await client.GetAsync($"http://{_server.Endpoint}/3");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await _server.ReceivedAsync(r => r.Target == "/3", Deadline, "request 3");
    }
}
