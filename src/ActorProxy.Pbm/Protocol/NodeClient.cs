using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Text.Json;
using ActorProxy.Pbm.CommandLine;

namespace ActorProxy.Pbm.Protocol;

/// <summary>Talks to one node's admin listener.</summary>
internal sealed class NodeClient : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private const string Ways = $"--token-file FILE or {ConnectionOptions.TokenVariable}; --certificate FILE and --key FILE";

    private readonly NodeAddress _node;
    private readonly HttpClient _http;

    /// <param name="node">The node.</param>
    /// <param name="credentials">What is shown to it; null shows nothing.</param>
    public NodeClient(NodeAddress node, Credentials? credentials = null)
    {
        _node = node;

        // No proxy: what the environment says about the way to the internet does not hold for a node.
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) };
        credentials?.ApplyTo(handler.SslOptions);
        _http = new HttpClient(handler) { BaseAddress = node.Url, Timeout = Timeout.InfiniteTimeSpan };
        credentials?.ApplyTo(_http.DefaultRequestHeaders);
    }

    /// <summary>The node's address.</summary>
    public NodeAddress Node => _node;

    /// <summary>Downloads the node's commands.</summary>
    /// <exception cref="NodeUnreachableException">There is no node at the address.</exception>
    public async Task<PaletteList> GetPalettesAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTimeout);
        try
        {
            using var reply = await _http.GetAsync(new Uri("pbm/palettes", UriKind.Relative), limit.Token);
            if (reply.StatusCode == HttpStatusCode.Unauthorized)
                throw new NodeUnreachableException($"{_node} lets nobody in without a token or a client certificate, or does not know those shown: {Ways}");
            if (reply.StatusCode != HttpStatusCode.OK)
                throw NotANode($"it answers HTTP {(int)reply.StatusCode}");

            return await reply.Content.ReadFromJsonAsync(PbmJsonContext.Default.PaletteList, limit.Token) ?? throw NotANode("its answer is empty");
        }
        catch (JsonException problem)
        {
            throw NotANode($"its answer is not understood ({problem.Message})");
        }
        catch (HttpRequestException failure)
        {
            throw CannotConnect(failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NodeUnreachableException($"{_node} does not answer");
        }
    }

    /// <summary>Carries out a command and gives its answer frame by frame; to stop reading ends the command.</summary>
    /// <exception cref="NodeUnreachableException">There is no node at the address, or the connection broke.</exception>
    public async IAsyncEnumerable<CommandFrame> ExecuteAsync(CommandRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reply = await SendAsync(request, cancellationToken);
        if (reply.StatusCode != HttpStatusCode.OK)
        {
            yield return await RefusalAsync(reply, cancellationToken);
            yield break;
        }

        await using var body = await reply.Content.ReadAsStreamAsync(cancellationToken);
        await using var frames = FrameReader.ReadAsync(body, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(frames))
            yield return frames.Current;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "pbm/execute");
        message.Content = JsonContent.Create(request, PbmJsonContext.Default.CommandRequest);
        try
        {
            return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw CannotConnect(failure);
        }
    }

    private async Task<CommandFrame> RefusalAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await reply.Content.ReadFromJsonAsync(PbmJsonContext.Default.ErrorAnswer, cancellationToken);
            var error = reply.StatusCode == HttpStatusCode.BadRequest ? CommandErrors.Usage : CommandErrors.Failed;
            return new CommandFrame(answer?.Error, false, true, error);
        }
        catch (Exception problem) when (problem is JsonException or HttpRequestException)
        {
            throw NotANode($"it answers HTTP {(int)reply.StatusCode}");
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<CommandFrame> frames)
    {
        try
        {
            return await frames.MoveNextAsync();
        }
        catch (InvalidDataException problem)
        {
            throw new NodeUnreachableException($"the connection to {_node} broke: {problem.Message}", problem);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw new NodeUnreachableException($"the connection to {_node} broke", failure);
        }
    }

    private NodeUnreachableException NotANode(string why) =>
        new($"{_node} is not the admin listener of an ActorProxy node: {why}");

    private NodeUnreachableException CannotConnect(HttpRequestException failure)
    {
        var cause = failure.InnerException switch
        {
            SocketException socket => socket.Message,
            AuthenticationException tls => $"{tls.Message} (name the authority of the node's certificate with --ca)",
            _ => failure.Message,
        };
        return new NodeUnreachableException(
            $"cannot connect to {_node}: {cause}. Is a node running, and is this its admin address? "
            + $"Name another with 'pbm HOST:PORT ...' or {Invocation.HostVariable}.",
            failure);
    }
}
