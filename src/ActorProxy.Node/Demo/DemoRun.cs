using System.Diagnostics;
using ActorProxy.Node.Demo.Admin;
using ActorProxy.Node.Demo.Processes;
using ActorProxy.Node.Demo.Samples;
using ActorProxy.Node.Demo.View;

namespace ActorProxy.Node.Demo;

/// <summary>One demo from start to end: processes up, traffic and view, traffic off, accounting, processes down.</summary>
internal sealed class DemoRun(DemoOptions options, DemoScreen screen, StopSignals signals) : IDisposable
{
    // A copy that nobody reports on ends as unconfirmed once it can be nowhere any more: the defaults of max_age_ms and timeout_ms, and some.
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(25);

    private readonly DemoLayout _layout = DemoLayout.From(options);
    private readonly AdminReader _admin = new();

    /// <summary>Runs the demo.</summary>
    /// <returns>0 when every production request was answered and every copy is accounted for, else 1.</returns>
    public async Task<int> RunAsync()
    {
        DemoFiles? files = null;
        try
        {
            PortCheck.Require(_layout.Ports);
            files = DemoFiles.Create(_layout, DemoFiles.ExampleMappings);
            if (await RunProcessesAsync(files).ConfigureAwait(false))
            {
                files.Delete();
                return 0;
            }
        }
        catch (DemoException exception)
        {
            screen.SayError(exception.Message);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            screen.Say("Stopped before there was anything to account for.");
            files?.Delete();
            return 1;
        }

        if (files is not null)
            screen.SayVerbatim($"The logs are kept in {files.Logs}");
        return 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _admin.Dispose();

    private async Task<bool> RunProcessesAsync(DemoFiles files)
    {
        var children = new ChildProcesses();
        await using (children.ConfigureAwait(false))
        {
            try
            {
                DemoStartup.Start(_layout, files, children);
                using var traffic = new SampleTraffic([.. _layout.Edges.Select(e => e.EdgeUrl!)], options.Rate);
                using (var ended = CancellationTokenSource.CreateLinkedTokenSource(children.Died, signals.Stop))
                {
                    await new DemoReadiness(_layout, _admin, screen).WaitAsync(ended.Token).ConfigureAwait(false);
                    await traffic.WarmUpAsync(ended.Token).ConfigureAwait(false);
                }

                DemoBanner.Show(screen, _layout, files);
                await SendTrafficAsync(traffic, children).ConfigureAwait(false);
                return Judge(await SettleAsync(traffic.Counts, children).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                await children.ThrowIfAnyDiedAsync().ConfigureAwait(false);
                throw;
            }
            finally
            {
                await StopAsync(children).ConfigureAwait(false);
            }
        }
    }

    private async Task SendTrafficAsync(SampleTraffic traffic, ChildProcesses children)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(children.Died, signals.Stop);
        if (options.Duration is { } duration)
            end.CancelAfter(duration);

        var start = Stopwatch.GetTimestamp();
        var sending = traffic.RunAsync(end.Token);
        await screen.WatchAsync(ReadAsync, _layout, end.Token).ConfigureAwait(false);
        children.Died.ThrowIfCancellationRequested();
        await sending.WaitAsync(children.Died).ConfigureAwait(false);

        async Task<DemoSnapshot> ReadAsync(CancellationToken cancellation) => new(
            Stopwatch.GetElapsedTime(start),
            traffic.Counts,
            await FromAnyNodeAsync(_admin.ReadMetricsAsync, cancellation).ConfigureAwait(false),
            await FromAnyNodeAsync(_admin.ReadClusterAsync, cancellation).ConfigureAwait(false));
    }

    private async Task<FinalAccounting> SettleAsync(TrafficCounts traffic, ChildProcesses children)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(children.Died, signals.Now);
        var start = Stopwatch.GetTimestamp();
        screen.Say("Traffic has ended; waiting for the copies under way ...");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        FinalAccounting? accounting = null;
        while (accounting is not { IsSettled: true } && Stopwatch.GetElapsedTime(start) < SettleLimit)
        {
            if (await FromAnyNodeAsync(_admin.ReadMetricsAsync, ended.Token).ConfigureAwait(false) is { } metrics)
                accounting = FinalAccounting.From(traffic, metrics);
            await timer.WaitForNextTickAsync(ended.Token).ConfigureAwait(false);
        }

        return accounting ?? throw new DemoException("no node answers its admin API");
    }

    private async Task StopAsync(ChildProcesses children)
    {
        screen.Say("Stopping all processes ...");

        // The oldest shadow node, which places the shards, goes last: leaving together with the others, it would look for a successor in vain.
        var cluster = await FromAnyNodeAsync(_admin.ReadClusterAsync, CancellationToken.None).ConfigureAwait(false);
        var oldest = cluster?.Members.FirstOrDefault(m => m.Roles.Contains("shadow"));
        var last = _layout.Nodes.Where(n => oldest is not null && n.IsAt(oldest.Address)).Select(n => n.Name);
        foreach (var name in await children.StopAsync(StopPatience, [_layout.Production.Name, _layout.Shadow.Name, .. last]).ConfigureAwait(false))
            screen.SayError($"{name} did not end within {StopPatience.TotalSeconds} s and was killed");
    }

    private bool Judge(FinalAccounting accounting)
    {
        var traffic = accounting.Traffic;
        screen.Say();
        screen.Show(accounting);
        screen.Say();
        screen.Say($"{DisplayText.Count(traffic.Sent)} requests sent, {DisplayText.Count(traffic.Answered)} answered; " +
            $"the cluster counted {DisplayText.Count(accounting.CountedRequests)}, with {DisplayText.Count(traffic.WarmUp)} to warm up.");
        foreach (var fault in accounting.Faults)
            screen.SayError(fault);
        if (accounting.Faults.Count > 0)
            return false;
        screen.Say("Every request was answered, and every copy is accounted for.");
        return true;
    }

    private async Task<T?> FromAnyNodeAsync<T>(Func<string, CancellationToken, Task<T?>> read, CancellationToken cancellation)
        where T : class
    {
        foreach (var node in _layout.Nodes)
        {
            if (await read(node.AdminUrl, cancellation).ConfigureAwait(false) is { } answer)
                return answer;
        }

        return null;
    }
}
