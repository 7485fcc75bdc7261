using System.CommandLine;
using System.Runtime.InteropServices;
using ActorProxy.Bench.Compare;

var quick = new Option<bool>("--quick") { Description = "A first look: everything, but short (under 5 minutes)." };
var rounds = new Option<int?>("--rounds") { Description = "Rounds at saturation. Default 5; 2 with --quick." };
var only = new Option<string[]>("--only")
{
    Description = "Sections (saturation, latency, memory, idle), workloads (get, post1k, post64k) or peers, comma-separated; with --scale, mappings or nodes.",
    DefaultValueFactory = _ => [],
};
var scale = new Option<bool>("--scale") { Description = "How cost grows with Mappings, edges and shadow nodes, instead of the comparison." };
var root = new RootCommand("Runs ActorProxy and its peers side by side on loopback and writes tests/bench/RESULTS.md; with --scale, RESULTS-scale.md.") { quick, rounds, only, scale };
root.SetAction(async (parsed, _) =>
{
    using var stop = new CancellationTokenSource();
    void Cancel(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    try
    {
        string[] names = [.. parsed.GetValue(only)!.SelectMany(o => o.Split(',', StringSplitOptions.RemoveEmptyEntries))];
        if (parsed.GetValue(scale)) await Growth.RunAsync(names, args, stop.Token).ConfigureAwait(false);
        else await Comparison.RunAsync(new BenchOptions(parsed.GetValue(quick), parsed.GetValue(rounds), names), args, stop.Token).ConfigureAwait(false);
        return 0;
    }
    catch (BenchException e)
    {
        await Console.Error.WriteLineAsync($"bench: {e.Message}").ConfigureAwait(false);
        return 1;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync("bench: stopped; everything it had started has ended").ConfigureAwait(false);
        return 130;
    }
});

return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
