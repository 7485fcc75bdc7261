using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorProxy.Pbm.CommandLine;
using ActorProxy.Pbm.Protocol;

namespace ActorProxy.Pbm.Tests.Protocol;

/// <summary>What stands at the other end is not always a node.</summary>
public sealed class NodeClientTests
{
    private const string Palettes = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 45\r\n\r\n{\"node\":null,\"version\":\"0.1.0\",\"palettes\":[]}";

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "is not the admin listener of an ActorProxy node: it answers HTTP 404")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", "is not the admin listener of an ActorProxy node: its answer is not understood")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", "is not the admin listener of an ActorProxy node: its answer is not understood")]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n", "cannot connect to 127.0.0.1")]
    [InlineData("", "cannot connect to 127.0.0.1")]
    public async Task Something_else_at_the_address_is_no_node(string answer, string problem)
    {
        using var server = new CannedServer(answer);
        using var client = new NodeClient(server.Address);
        var failure = await Assert.ThrowsAsync<NodeUnreachableException>(() => client.GetPalettesAsync(CancellationToken.None));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Palettes_are_read()
    {
        using var server = new CannedServer(Palettes);
        using var client = new NodeClient(server.Address);
        Assert.Equal("0.1.0", (await client.GetPalettesAsync(CancellationToken.None)).Version);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"text\":\"a\",\"partial\":false,\"final\":false,\"error\":null}\n", "broke")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "broke: the answer ends in the middle")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "is not the admin listener")]
    public async Task A_connection_that_breaks_in_the_middle_is_said(string answer, string problem)
    {
        using var server = new CannedServer(answer);
        using var client = new NodeClient(server.Address);
        var failure = await Assert.ThrowsAsync<NodeUnreachableException>(async () =>
        {
            await foreach (var frame in client.ExecuteAsync(new CommandRequest { Line = "x y" }, CancellationToken.None))
                Assert.Equal("a", frame.Text);
        });
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_the_node_refuses_is_an_error_of_usage()
    {
        using var server = new CannedServer("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"error\":\"what\"}");
        using var client = new NodeClient(server.Address);
        var frames = new List<CommandFrame>();
        await foreach (var frame in client.ExecuteAsync(new CommandRequest { Line = "x y" }, CancellationToken.None))
            frames.Add(frame);

        Assert.Equal(new CommandFrame("what", false, true, CommandErrors.Usage), Assert.Single(frames));
    }

    /// <summary>Answers every connection with the same bytes and closes it.</summary>
    private sealed class CannedServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly byte[] _answer;

        public CannedServer(string answer)
        {
            _answer = Encoding.ASCII.GetBytes(answer);
            _listener.Start();
            _ = AnswerAsync();
        }

        public NodeAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

        public void Dispose() => _listener.Dispose();

        private async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    using var connection = await _listener.AcceptTcpClientAsync();
                    await using var stream = connection.GetStream();
                    var request = new byte[16 * 1024];
                    await stream.ReadAtLeastAsync(request, 1);
                    await stream.WriteAsync(_answer);

                    // Closing with something unread would reset the connection and lose the answer.
                    connection.Client.Shutdown(SocketShutdown.Send);
                    while (await stream.ReadAsync(request) > 0)
                    {
                    }
                }
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
