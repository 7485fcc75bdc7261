using System.CommandLine;

namespace ActorProxy.Node.Probing;

/// <summary>The verb <c>health</c>: asks a node whether it is alive, or ready, for health checks in images that have no shell and no curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var admin = new Option<string?>("--admin") { HelpName = "URL", Description = "The node's admin API. Default ACTORPROXY_ADMIN, else http://127.0.0.1:9110." };
        var ready = new Option<bool>("--ready") { Description = "Ask whether it is ready for traffic, and not only whether it is alive." };
        var command = new Command("health", "Ends with 0 when the node is alive (or ready), else with 1.");
        command.Add(admin);
        command.Add(ready);
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(admin) ?? Environment.GetEnvironmentVariable("ACTORPROXY_ADMIN") ?? "http://127.0.0.1:9110",
            parsed.GetValue(ready) ? "ready" : "alive",
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string admin, string question, CancellationToken cancellation)
    {
        // The node's certificate need not name 127.0.0.1; nothing secret is asked or answered.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        using var client = new HttpClient(handler) { Timeout = Limit };
        try
        {
            using var answer = await client.GetAsync(new Uri($"{Reachable(admin).TrimEnd('/')}/{question}"), cancellation).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(text.Trim()).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"actorproxy: {admin}: {e.Message}").ConfigureAwait(false);
            return 1;
        }
    }

    /// <summary>A wildcard address is one to listen on; on this machine it is reached by loopback.</summary>
    private static string Reachable(string admin) => admin
        .Replace("://0.0.0.0:", "://127.0.0.1:", StringComparison.Ordinal)
        .Replace("://[::]:", "://[::1]:", StringComparison.Ordinal)
        .Replace("://*:", "://127.0.0.1:", StringComparison.Ordinal)
        .Replace("://+:", "://127.0.0.1:", StringComparison.Ordinal);
}
