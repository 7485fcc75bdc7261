using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using ActorProxy.Node.Demo.Admin;
using ActorProxy.Node.Demo.View;

namespace ActorProxy.Node.Demo;

/// <summary>Waits until everything that the demo started can be used.</summary>
internal sealed class DemoReadiness(DemoLayout layout, AdminReader admin, DemoScreen screen)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits, and shows for what.</summary>
    /// <exception cref="DemoException">Something did not become ready in two minutes.</exception>
    public Task WaitAsync(CancellationToken cancellation) => screen.WaitAsync(async report =>
    {
        var start = Stopwatch.GetTimestamp();
        var waiting = layout.Nodes.Select(n => n.Name).Prepend(layout.Shadow.Name).Prepend(layout.Production.Name).ToList();
        using var timer = new PeriodicTimer(Interval);
        do
        {
            var reasons = new List<string>();
            foreach (var name in waiting.ToList())
            {
                var answer = await ReadAsync(name, cancellation).ConfigureAwait(false);
                if (answer.Ready)
                {
                    waiting.Remove(name);
                    screen.Say(string.Create(
                        CultureInfo.InvariantCulture, $"{name,-18} ready after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
                }
                else
                {
                    reasons.Add($"{name} ({answer.Reason ?? "not ready"})");
                }
            }

            if (waiting.Count == 0)
                return;
            if (Stopwatch.GetElapsedTime(start) > Limit)
                throw new DemoException($"not ready after {Limit.TotalSeconds} s: {string.Join(", ", reasons)}");
            report("waiting for " + string.Join(", ", reasons));
        }
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    });

    private Task<ReadyAnswer> ReadAsync(string name, CancellationToken cancellation)
    {
        var node = layout.Nodes.FirstOrDefault(n => n.Name == name);
        if (node is not null)
            return admin.ReadReadinessAsync(node.AdminUrl, cancellation);
        return ConnectAsync(name == layout.Production.Name ? layout.Production.Port : layout.Shadow.Port, cancellation);
    }

    private static async Task<ReadyAnswer> ConnectAsync(int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellation).ConfigureAwait(false);
            return new ReadyAnswer(true, null);
        }
        catch (SocketException)
        {
            return new ReadyAnswer(false, "starting");
        }
    }
}
